"""A séance in the register: opened, deliberated, decided, proclaimed, and read back for its documents."""
