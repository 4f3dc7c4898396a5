"""What leaves Parchemin for other eyes: the JSON of the contract, tables, and the words for verdicts."""
