"""Files of spreadsheet programs as cells of text, and back; nothing here knows what the cells mean.

- cells: a cell, a sheet to be read, a sheet to be written
- csv_file: CSV with the delimiters that spreadsheet programs use
- encoding: the text of a CSV file, in whichever encoding it is
- workbook: workbooks (.xlsx), by openpyxl, of the extra `sheet`; only this module needs it
"""
