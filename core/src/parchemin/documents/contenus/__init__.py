"""What the documents say, before it is a page, a workbook or a sheet."""
