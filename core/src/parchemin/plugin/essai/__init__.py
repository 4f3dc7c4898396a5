"""A policy is tried before anybody uses it."""
