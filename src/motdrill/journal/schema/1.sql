-- What was played and answered, and nothing that can be computed from it. Times are UTC in ISO 8601.

CREATE TABLE scenario (
    hash TEXT PRIMARY KEY,          -- SHA-256 of the text
    text BLOB NOT NULL              -- the file as it was played, compressed: history stays true when it is edited
) STRICT;

CREATE TABLE drill (
    id TEXT PRIMARY KEY,            -- a random UUID
    scenario_id TEXT NOT NULL,
    file TEXT NOT NULL,             -- where the scenario was read from
    scenario_hash TEXT NOT NULL REFERENCES scenario (hash),
    seed INTEGER NOT NULL,
    lang TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('practice', 'exam', 'replay')),
    trainee TEXT NOT NULL,          -- empty where nobody said
    started_at TEXT NOT NULL,
    ended_at TEXT,                  -- when it was finished, or left for good
    finished INTEGER NOT NULL DEFAULT 0 CHECK (finished IN (0, 1)),
    guess INTEGER CHECK (guess BETWEEN 0 AND 10)
) STRICT;

CREATE INDEX drill_by_trainee ON drill (trainee, started_at);

CREATE TABLE answer (
    drill_id TEXT NOT NULL REFERENCES drill (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,        -- from 1, in the order given
    step TEXT NOT NULL,
    given TEXT NOT NULL,            -- JSON: a reply's id, stars, a ranking, or the lines marked
    elapsed_s REAL NOT NULL,
    hinted INTEGER NOT NULL CHECK (hinted IN (0, 1)),
    PRIMARY KEY (drill_id, number)
) STRICT, WITHOUT ROWID;
