"""What a simulation becomes: a page, a workbook, tables, JSON."""
