"""The journal: a SQLite file of all answers, written so that none is lost.

Everything that reads or writes raises JournalError if the file cannot be read or written. Times are aware datetimes and
stored in UTC.

- schema/: the tables, one file per version
- tables: makes and updates them
- location: where the file is
- database: opens the file
- failures: what SQLite and the system say, by its kind
- write_ahead_log: the log beside the file, and whether it is damaged
- pages, forms, row_checks: rows from the bytes of a file, their tables, and whether they hold
- salvage, repair: what can be read of a damaged file, carried over into a new one
- upkeep: checks, repairs, counts and copies the whole
- entries: values to be stored
- store: writes drills and reviews
- own_words: writes and reads answers in a trainee's own words
- classes: writes and reads classes, event by event
- history: reads drills and reviews back
- outbox: the drills to be sent to a learning record store
- locks: which drills and classes are open in a running program
- privacy: counts and removes what is stored about a person
"""
