"""What is asked of who gives a command: codes, names, files, completed or questioned."""
