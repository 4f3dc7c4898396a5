"""The documents typeset by typst: the procès-verbal, the letters, the titles, and their models."""
