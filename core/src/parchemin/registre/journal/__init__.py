"""The chained journal of acts, and the backups that keep it."""
