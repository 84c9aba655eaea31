-- Reviews of single steps, what was said in one's own words, and what has been sent elsewhere.

ALTER TABLE answer ADD COLUMN answered_at TEXT NOT NULL DEFAULT '';     -- empty for answers from before

CREATE TABLE review (
    id INTEGER PRIMARY KEY,
    trainee TEXT NOT NULL,
    scenario_id TEXT NOT NULL,
    scenario_hash TEXT NOT NULL REFERENCES scenario (hash),
    lang TEXT NOT NULL,
    step TEXT NOT NULL,
    anger INTEGER NOT NULL CHECK (anger BETWEEN 0 AND 6),
    given TEXT NOT NULL,            -- as in `answer`
    elapsed_s REAL NOT NULL,
    hinted INTEGER NOT NULL CHECK (hinted IN (0, 1)),
    answered_at TEXT NOT NULL
) STRICT;

CREATE INDEX review_by_trainee ON review (trainee, answered_at);

CREATE TABLE words (
    id INTEGER PRIMARY KEY,
    trainee TEXT NOT NULL,
    scenario_id TEXT NOT NULL,
    step TEXT NOT NULL,
    lang TEXT NOT NULL,
    said TEXT NOT NULL,             -- what the trainee would have said, before seeing the replies
    said_at TEXT NOT NULL,
    ticked TEXT                     -- JSON: the codes they found in their own words; NULL until they have looked
) STRICT;

CREATE INDEX words_by_step ON words (trainee, scenario_id, step);

CREATE TABLE outbox (
    drill_id TEXT NOT NULL REFERENCES drill (id) ON DELETE CASCADE,
    endpoint TEXT NOT NULL,
    queued_at TEXT NOT NULL,
    sent_at TEXT,                   -- NULL while it waits
    problem TEXT,                   -- why the store refused it
    PRIMARY KEY (drill_id, endpoint)
) STRICT, WITHOUT ROWID;
