"""Files of spreadsheet programs as cells of text, and back; nothing here knows what the cells mean.

- cells: a cell, a sheet to be read, a sheet to be written
- csv_file: CSV in the encodings and with the delimiters that spreadsheet programs use
- workbook: workbooks (.xlsx), by openpyxl, of the extra `sheet`; only this module needs it
"""
