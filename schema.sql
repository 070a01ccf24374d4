-- What a new device gets. A test holds this file equal to the migrations applied one after another
-- (crates/store/migrations); a migration only adds, so that an older program stays readable.
--
-- Every column says what it means and its privacy class:
--   [identity]  who somebody is                [special]   special categories and everything a person told us
--   [work]      who does what, by when         [technical] says nothing about anybody
-- The whole file is encrypted (SQLCipher); the classes drive export, erasure and what may stand in a log.

CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY, -- name of a setting of this store [technical]
    value BLOB NOT NULL              -- identity of the seat, exchange cursor, last place; JSON [identity]
) STRICT, WITHOUT ROWID;

-- One row: what the small file `head` beside the database repeats, so that a cut log is noticed.
CREATE TABLE tip (
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), -- always 1 [technical]
    revision   INTEGER NOT NULL,                            -- durable transactions so far [technical]
    chain      BLOB NOT NULL CHECK (length(chain) = 32),    -- running SHA-256 over the hashes of all changes taken [technical]
    wall_ms    INTEGER NOT NULL,                            -- last stamp given, clock part, ms since 1970 UTC [technical]
    logical    INTEGER NOT NULL                             -- last stamp given, counter part [technical]
) STRICT;

CREATE TABLE actors (
    id    INTEGER NOT NULL PRIMARY KEY,                        -- short number of an actor [technical]
    actor BLOB NOT NULL UNIQUE CHECK (length(actor) = 16)      -- random id per installation and store incarnation [technical]
) STRICT;

CREATE TABLE documents (
    id       INTEGER NOT NULL PRIMARY KEY,                     -- short number of a document [technical]
    document BLOB NOT NULL UNIQUE CHECK (length(document) = 16), -- interview, or the case's own document [technical]
    case_id  BLOB NOT NULL CHECK (length(case_id) = 16),       -- case it belongs to [technical]
    private  INTEGER NOT NULL CHECK (private IN (0, 1)),       -- 1 = its changes do not leave this laptop yet [work]
    form     TEXT NOT NULL                                     -- form id and version written into new changes [technical]
) STRICT;
CREATE INDEX documents_of_case ON documents (case_id);

CREATE TABLE streams (
    id       INTEGER NOT NULL PRIMARY KEY,                     -- short number of a stream [technical]
    document INTEGER NOT NULL REFERENCES documents (id),       -- its document [technical]
    category INTEGER NOT NULL,                                 -- category number, see domain::Category [work]
    UNIQUE (document, category)
) STRICT;

-- The log. Values live here once; `live` says which of a change's writes are current.
CREATE TABLE changes (
    id         INTEGER NOT NULL PRIMARY KEY,                   -- order of arrival on this device [technical]
    stream     INTEGER NOT NULL REFERENCES streams (id),       -- its stream [technical]
    actor      INTEGER NOT NULL REFERENCES actors (id),        -- who wrote it [technical]
    counter    INTEGER NOT NULL,                               -- which of the actor's changes in the stream, from 1 [technical]
    own        INTEGER NOT NULL CHECK (own IN (0, 1)),         -- 1 = written on this device [work]
    late       INTEGER NOT NULL CHECK (late IN (0, 1)),        -- 1 = late edit, kept beside the sealed content [work]
    kind       INTEGER NOT NULL,                               -- kind of change, see ledger::Kind [technical]
    live       INTEGER NOT NULL,                               -- bit i: write i holds a current value [technical]
    hash       BLOB NOT NULL CHECK (length(hash) = 32),        -- SHA-256 of its exact bytes [technical]
    dictionary INTEGER NOT NULL,                               -- zstd dictionary of the body, 0 = none; 128 more: the body is whole [technical]
    length     INTEGER NOT NULL,                               -- size of what the body packs, bytes [technical]
    body       BLOB NOT NULL,                                  -- the exact bytes without stream, actor and previous hash, zstd [special]
    UNIQUE (stream, actor, counter)
) STRICT;
CREATE INDEX changes_seals ON changes (stream) WHERE kind <> 1;

-- Own changes that the office does not hold durably. A receipt takes a row out and leaves the log as it is.
CREATE TABLE pending (
    change INTEGER NOT NULL PRIMARY KEY REFERENCES changes (id) ON DELETE CASCADE, -- the change [technical]
    reason INTEGER,                                            -- why the office keeps it in quarantine; empty = unsent [work]
    deposited INTEGER NOT NULL DEFAULT 0 CHECK (deposited IN (0, 1)) -- 1 = private, and the office keeps it as ciphertext [work]
) STRICT;
CREATE INDEX pending_quarantined ON pending (reason) WHERE reason IS NOT NULL;

-- What is being typed: overwritten in place, gone with the commit that makes it a change.
CREATE TABLE drafts (
    document INTEGER NOT NULL REFERENCES documents (id),       -- its document [technical]
    record   BLOB NOT NULL CHECK (length(record) = 16),        -- record of the answer [technical]
    field    TEXT NOT NULL,                                    -- field of the answer [technical]
    category INTEGER NOT NULL,                                 -- category of the field [work]
    value    BLOB NOT NULL,                                    -- what was typed, JSON [special]
    saved_ms INTEGER NOT NULL,                                 -- when, ms since 1970 UTC [work]
    PRIMARY KEY (document, record, field, category)
) STRICT, WITHOUT ROWID;

CREATE TABLE conflicts (
    stream INTEGER NOT NULL REFERENCES streams (id),           -- its stream [technical]
    record BLOB NOT NULL CHECK (length(record) = 16),          -- record of the answer [technical]
    field  TEXT NOT NULL,                                      -- answer that holds several different values [technical]
    PRIMARY KEY (stream, record, field)
) STRICT, WITHOUT ROWID;

-- Projection for lists and search; rebuilt from the log at will.
CREATE TABLE cards (
    case_id BLOB NOT NULL PRIMARY KEY CHECK (length(case_id) = 16), -- the case [technical]
    dirty   INTEGER NOT NULL CHECK (dirty IN (0, 1)),          -- 1 = the case changed since the card was made [technical]
    data    BLOB NOT NULL,                                     -- summary of the case, JSON [identity]
    search  TEXT NOT NULL                                      -- words to be found, lower case without Polish letters [identity]
) STRICT;

CREATE TABLE grants (
    case_id        BLOB NOT NULL PRIMARY KEY CHECK (length(case_id) = 16), -- the case [technical]
    sequence       INTEGER NOT NULL,                           -- place of the grant in the office's order [technical]
    categories     INTEGER NOT NULL,                           -- bit n: category n may be held [work]
    lost           INTEGER NOT NULL,                           -- bit n: category n must still be removed here [work]
    visible        INTEGER NOT NULL CHECK (visible IN (0, 1)), -- 1 = the case came whole and may be shown [work]
    backfill_after INTEGER NOT NULL,                           -- how far the backfill has come [technical]
    backfill_until INTEGER,                                    -- where the backfill ends; NULL = none running [technical]
    revoked        INTEGER                                     -- place of the revoke; the case goes once nothing is unsent [work]
) STRICT;

-- What the grant of a case opens in each of its documents.
CREATE TABLE granted_documents (
    case_id    BLOB NOT NULL CHECK (length(case_id) = 16),     -- the case [technical]
    document   BLOB NOT NULL CHECK (length(document) = 16),    -- document; all zeros = the interviews that are not named [technical]
    categories INTEGER NOT NULL,                               -- bit n: category n may be held [work]
    writable   INTEGER NOT NULL,                               -- bit n: category n may be written [work]
    PRIMARY KEY (case_id, document)
) STRICT, WITHOUT ROWID;

-- Acts that only the office can answer.
CREATE TABLE acts (
    id         BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), -- the act; a repeat is harmless [technical]
    created_ms INTEGER NOT NULL,                               -- when asked, ms since 1970 UTC [work]
    body       BLOB NOT NULL,                                  -- what is asked, JSON [work]
    accepted   INTEGER CHECK (accepted IN (0, 1)),             -- the office's answer; NULL = waits [work]
    waits      INTEGER NOT NULL CHECK (waits IN (0, 1)),       -- 1 = the office heard it and waits for its case [work]
    answer     BLOB                                            -- code of the refusal, or JSON of the result [work]
) STRICT;

-- The office's own word that it held a stream: what it loses it takes back on this word.
CREATE TABLE proofs (
    stream  INTEGER NOT NULL PRIMARY KEY REFERENCES streams (id) ON DELETE CASCADE, -- its stream [technical]
    heads   BLOB NOT NULL,                                     -- actors and how many changes of each the word covers [technical]
    proof   BLOB NOT NULL CHECK (length(proof) = 16),          -- keyed hash that only the office can make and check [technical]
    offered INTEGER NOT NULL CHECK (offered IN (0, 1))         -- 1 = to be shown to an office that was restored [technical]
) STRICT;
CREATE INDEX proofs_offered ON proofs (stream) WHERE offered = 1;

-- What the person of this seat did, until the office has it. A chain: no entry can be changed or left out unseen.
CREATE TABLE access_log (
    number  INTEGER NOT NULL PRIMARY KEY,                      -- place in the chain, from 1 [technical]
    at_ms   INTEGER NOT NULL,                                  -- when, ms since 1970 UTC [work]
    event   TEXT NOT NULL,                                     -- what was done, a fixed word [work]
    subject BLOB NOT NULL CHECK (length(subject) = 16),        -- case or document it concerns [work]
    hash    BLOB NOT NULL CHECK (length(hash) = 32)            -- SHA-256 over the entry and the hash before it [technical]
) STRICT;

-- Cases removed here whose removal the office does not know yet.
CREATE TABLE released (
    case_id BLOB NOT NULL PRIMARY KEY CHECK (length(case_id) = 16) -- the case [technical]
) STRICT;

-- Documents that were private here: the office need not keep their ciphertext any more, once it has them.
CREATE TABLE ended_deposits (
    document BLOB NOT NULL PRIMARY KEY CHECK (length(document) = 16) -- the document [technical]
) STRICT;

-- Own changes that the office has taken, readable with the centre's recovery key only. They outlive a case that is
-- taken back, and so name none.
CREATE TABLE kept_packets (
    id      INTEGER NOT NULL PRIMARY KEY,                      -- order of keeping [technical]
    kept_ms INTEGER NOT NULL,                                  -- since when by the office's clock; removed after 90 days, ms since 1970 UTC [technical]
    packet  BLOB NOT NULL                                      -- changes, encrypted to the recovery key [special]
) STRICT;

-- What a row of an interview names as its attachment. The bytes are immutable and known by their hash.
CREATE TABLE attachments (
    id        INTEGER NOT NULL PRIMARY KEY,                    -- short number of an attachment [technical]
    document  INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE, -- interview that names it [technical]
    sha256    BLOB NOT NULL CHECK (length(sha256) = 32),       -- SHA-256 of all its bytes [technical]
    category  INTEGER NOT NULL,                                -- category of the row that names it [work]
    size      INTEGER NOT NULL,                                -- bytes altogether [technical]
    here      INTEGER NOT NULL,                                -- bytes that are here, from the first on; all of them agree with the hash [technical]
    in_office INTEGER NOT NULL CHECK (in_office IN (0, 1)),    -- 1 = the office holds every byte [work]
    naming    INTEGER NOT NULL CHECK (naming IN (0, 1, 2)),    -- 0 = no row has named it yet, 1 = a row names it, 2 = its row was removed [work]
    deposited INTEGER NOT NULL DEFAULT 0,                      -- bytes of a private one that the office keeps as ciphertext, from the first on [work]
    UNIQUE (document, sha256)
) STRICT;

CREATE TABLE attachment_chunks (
    attachment INTEGER NOT NULL REFERENCES attachments (id) ON DELETE CASCADE, -- its attachment [technical]
    position   INTEGER NOT NULL,                               -- place of its first byte [technical]
    bytes      BLOB NOT NULL,                                  -- at most 64 KiB of a photograph or a PDF [special]
    PRIMARY KEY (attachment, position)
) STRICT;
