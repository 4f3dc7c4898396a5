"""What is known of a candidate before anything is judged: the dossier, and what evaluators observed."""
