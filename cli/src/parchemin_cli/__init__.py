"""The ``parchemin`` command. What is printed is French; what is computed is in the core."""
