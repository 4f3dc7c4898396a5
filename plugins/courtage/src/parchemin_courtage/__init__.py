"""The Courtage d'assurance branch for Parchemin."""
