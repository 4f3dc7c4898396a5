"""The branch « Métiers d'art » for Parchemin."""
