"""The formats of files, and the writing of one whole or not at all."""
