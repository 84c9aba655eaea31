-- How a reply said in one's own words was confirmed; NULL where it was chosen without a word, and before this version.

ALTER TABLE answer ADD COLUMN confirmed TEXT CHECK (confirmed IN ('closest', 'of-two', 'of-all', 'aloud'));

ALTER TABLE review ADD COLUMN confirmed TEXT CHECK (confirmed IN ('closest', 'of-two', 'of-all', 'aloud'));
