"""The persons of the register: found again, told what is held of them, anonymised."""
