"""What comes after a proclamation: appeals, and decisions rectified."""
