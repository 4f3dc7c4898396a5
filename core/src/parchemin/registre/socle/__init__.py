"""What the register stands on: its database, its tables and their migrations, its canonical form."""
