"""Who may apply by experience: the conditions of the VAE voie, dated, and the count of the days."""
