"""The Ucanss branch (Régime général de la Sécurité sociale) for Parchemin."""
