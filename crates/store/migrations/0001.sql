-- Version 1: the first tables. Frozen; the columns are explained in schema.sql.
CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tip (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL,
    chain BLOB NOT NULL CHECK (length(chain) = 32),
    wall_ms INTEGER NOT NULL,
    logical INTEGER NOT NULL
) STRICT;
CREATE TABLE actors (
    id INTEGER NOT NULL PRIMARY KEY,
    actor BLOB NOT NULL UNIQUE CHECK (length(actor) = 16)
) STRICT;
CREATE TABLE documents (
    id INTEGER NOT NULL PRIMARY KEY,
    document BLOB NOT NULL UNIQUE CHECK (length(document) = 16),
    case_id BLOB NOT NULL CHECK (length(case_id) = 16),
    private INTEGER NOT NULL CHECK (private IN (0, 1)),
    form TEXT NOT NULL
) STRICT;
CREATE INDEX documents_of_case ON documents (case_id);
CREATE TABLE streams (
    id INTEGER NOT NULL PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    category INTEGER NOT NULL,
    UNIQUE (document, category)
) STRICT;
CREATE TABLE changes (
    id INTEGER NOT NULL PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES streams (id),
    actor INTEGER NOT NULL REFERENCES actors (id),
    counter INTEGER NOT NULL,
    own INTEGER NOT NULL CHECK (own IN (0, 1)),
    late INTEGER NOT NULL CHECK (late IN (0, 1)),
    kind INTEGER NOT NULL,
    live INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    dictionary INTEGER NOT NULL,
    length INTEGER NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (stream, actor, counter)
) STRICT;
CREATE TABLE pending (
    change INTEGER NOT NULL PRIMARY KEY REFERENCES changes (id) ON DELETE CASCADE,
    reason INTEGER
) STRICT;
CREATE INDEX pending_quarantined ON pending (reason) WHERE reason IS NOT NULL;
CREATE INDEX changes_seals ON changes (stream) WHERE kind <> 1;
CREATE TABLE drafts (
    document INTEGER NOT NULL REFERENCES documents (id),
    record BLOB NOT NULL CHECK (length(record) = 16),
    field TEXT NOT NULL,
    category INTEGER NOT NULL,
    value BLOB NOT NULL,
    saved_ms INTEGER NOT NULL,
    PRIMARY KEY (document, record, field, category)
) STRICT, WITHOUT ROWID;
CREATE TABLE conflicts (
    stream INTEGER NOT NULL REFERENCES streams (id),
    record BLOB NOT NULL CHECK (length(record) = 16),
    field TEXT NOT NULL,
    PRIMARY KEY (stream, record, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE cards (
    case_id BLOB NOT NULL PRIMARY KEY CHECK (length(case_id) = 16),
    dirty INTEGER NOT NULL CHECK (dirty IN (0, 1)),
    data BLOB NOT NULL,
    search TEXT NOT NULL
) STRICT;
CREATE TABLE grants (
    case_id BLOB NOT NULL PRIMARY KEY CHECK (length(case_id) = 16),
    sequence INTEGER NOT NULL,
    categories INTEGER NOT NULL,
    lost INTEGER NOT NULL,
    visible INTEGER NOT NULL CHECK (visible IN (0, 1)),
    backfill_after INTEGER NOT NULL,
    backfill_until INTEGER,
    revoked INTEGER
) STRICT;
CREATE TABLE granted_documents (
    case_id BLOB NOT NULL CHECK (length(case_id) = 16),
    document BLOB NOT NULL CHECK (length(document) = 16),
    categories INTEGER NOT NULL,
    writable INTEGER NOT NULL,
    PRIMARY KEY (case_id, document)
) STRICT, WITHOUT ROWID;
CREATE TABLE acts (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    created_ms INTEGER NOT NULL,
    body BLOB NOT NULL,
    accepted INTEGER CHECK (accepted IN (0, 1)),
    waits INTEGER NOT NULL CHECK (waits IN (0, 1)),
    answer BLOB
) STRICT;
CREATE TABLE proofs (
    stream INTEGER NOT NULL PRIMARY KEY REFERENCES streams (id) ON DELETE CASCADE,
    heads BLOB NOT NULL,
    proof BLOB NOT NULL CHECK (length(proof) = 16),
    offered INTEGER NOT NULL CHECK (offered IN (0, 1))
) STRICT;
CREATE INDEX proofs_offered ON proofs (stream) WHERE offered = 1;
CREATE TABLE access_log (
    number INTEGER NOT NULL PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    event TEXT NOT NULL,
    subject BLOB NOT NULL CHECK (length(subject) = 16),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE TABLE released (
    case_id BLOB NOT NULL PRIMARY KEY CHECK (length(case_id) = 16)
) STRICT;
CREATE TABLE kept_packets (
    id INTEGER NOT NULL PRIMARY KEY,
    kept_ms INTEGER NOT NULL,
    packet BLOB NOT NULL
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
    UNIQUE (document, sha256)
) STRICT;

CREATE TABLE attachment_chunks (
    attachment INTEGER NOT NULL REFERENCES attachments (id) ON DELETE CASCADE, -- its attachment [technical]
    position   INTEGER NOT NULL,                               -- place of its first byte [technical]
    bytes      BLOB NOT NULL,                                  -- at most 64 KiB of a photograph or a PDF [special]
    PRIMARY KEY (attachment, position)
) STRICT;
