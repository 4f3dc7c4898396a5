"""The dossiers of a cohort, from files or from the register, as columns of numbers or one at a time."""
