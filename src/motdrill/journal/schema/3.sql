-- Classes: how each began, and everything that happened in it, one row an event.

CREATE TABLE class (
    id TEXT PRIMARY KEY,            -- a random UUID
    scenario_id TEXT NOT NULL,
    file TEXT NOT NULL,
    scenario_hash TEXT NOT NULL REFERENCES scenario (hash),
    seed INTEGER NOT NULL,
    lang TEXT NOT NULL,
    manner TEXT NOT NULL,           -- JSON: by hands, teams or phones, from which step, and what a resume needs
    started_at TEXT NOT NULL,
    ended_at TEXT
) STRICT;

CREATE TABLE class_event (
    class_id TEXT NOT NULL REFERENCES class (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,        -- from 1, in the order they happened
    event TEXT NOT NULL,            -- JSON
    happened_at TEXT NOT NULL,
    PRIMARY KEY (class_id, number)
) STRICT, WITHOUT ROWID;
