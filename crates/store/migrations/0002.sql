-- Version 2: private work that the office keeps as ciphertext.
ALTER TABLE pending ADD COLUMN deposited INTEGER NOT NULL DEFAULT 0 CHECK (deposited IN (0, 1));
ALTER TABLE attachments ADD COLUMN deposited INTEGER NOT NULL DEFAULT 0;
CREATE TABLE ended_deposits (
    document BLOB NOT NULL PRIMARY KEY CHECK (length(document) = 16)
) STRICT;
