"""The journal: what was answered, kept so that nothing is lost.

- schema/: the tables, one file a version
- database: the file, opened and brought to this version
- store: what drills and reviews write
- words: what was said in one's own words
- history: what was played, read back
- outbox: what is to be sent to a learning record store
- classes: classes, event by event
- privacy: what there is of a person, and its removal
- entries: what is stored, as values
"""
