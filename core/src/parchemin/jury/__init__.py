"""Who may sit: the composition of each instance, as data."""
