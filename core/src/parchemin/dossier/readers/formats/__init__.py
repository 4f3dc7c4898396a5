"""The file formats: from bytes to a `tableau.Tableau` of cells, which knows neither dossiers nor observations."""
