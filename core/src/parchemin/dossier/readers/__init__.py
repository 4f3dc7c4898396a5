"""Reading séances, dossiers and observations from CSV, XLSX and JSON: every fault at once, each placed."""
