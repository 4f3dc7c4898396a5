"""What a branch certifies: certifications, their éditions, and all that an édition holds."""
