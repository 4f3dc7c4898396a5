"""The titles: delivered, corrected or revoked, and known again by the code printed on them."""
