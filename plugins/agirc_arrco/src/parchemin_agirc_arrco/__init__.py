"""The Retraite complémentaire (Agirc-Arrco) branch for Parchemin."""
