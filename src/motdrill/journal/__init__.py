"""The journal: what was answered, kept so that nothing is lost.

- schema.sql: the tables
- store: opening the file, and its few statements
- entries: what is stored, as values
"""
