-- What a new office database holds. Applied by migration 1; see src/storage/sqlite/migrate.rs.
-- Privacy classes: [identity] who somebody is, [special] special category of data, [work] who does what, [technical] the rest.
-- The whole file is encrypted (SQLCipher, raw key from a file beside it). Text answers live only in changes.body.

CREATE TABLE meta (
  tenant INTEGER NOT NULL, -- [technical] the centre these rows belong to
  name TEXT NOT NULL, -- [technical] name of a setting: epoch, sequence, keys, certificate
  value BLOB NOT NULL, -- [technical] its value; secret keys among them
  PRIMARY KEY (tenant, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE cases (
  id INTEGER PRIMARY KEY, -- [technical] short number used by other tables
  tenant INTEGER NOT NULL, -- [technical] the centre
  case_id BLOB NOT NULL, -- [technical] id of the case (teczka)
  number TEXT NOT NULL, -- [work] number of the case in this centre, empty for the centre's own case
  origin BLOB NOT NULL, -- [work] person who opened it
  opened_ms INTEGER NOT NULL, -- [work] when the office took it in, ms since 1970 UTC
  UNIQUE (tenant, case_id)
) STRICT;

CREATE TABLE streams (
  id INTEGER PRIMARY KEY, -- [technical] short number used by other tables
  tenant INTEGER NOT NULL, -- [technical] the centre
  case_row INTEGER NOT NULL REFERENCES cases (id), -- [technical] its case
  document BLOB NOT NULL, -- [technical] interview, or the case itself
  category INTEGER NOT NULL, -- [technical] number of the category of data
  UNIQUE (tenant, case_row, document, category)
) STRICT;

CREATE TABLE documents (
  tenant INTEGER NOT NULL, -- [technical] the centre
  document BLOB NOT NULL, -- [technical] an interview, or the case itself
  case_row INTEGER NOT NULL REFERENCES cases (id), -- [technical] the one case it belongs to
  PRIMARY KEY (tenant, document)
) STRICT, WITHOUT ROWID;

CREATE TABLE actors (
  id INTEGER PRIMARY KEY, -- [technical] short number used by other tables
  tenant INTEGER NOT NULL, -- [technical] the centre
  actor BLOB NOT NULL, -- [technical] installation and store incarnation that writes
  person BLOB NOT NULL, -- [work] whose it is
  UNIQUE (tenant, actor)
) STRICT;

CREATE TABLE heads (
  tenant INTEGER NOT NULL, -- [technical] the centre
  stream INTEGER NOT NULL REFERENCES streams (id), -- [technical] stream
  actor INTEGER NOT NULL REFERENCES actors (id), -- [technical] writer
  count INTEGER NOT NULL, -- [technical] how many changes of this writer are here
  hash BLOB NOT NULL, -- [technical] hash of the last one, covering the chain before it
  sequence INTEGER NOT NULL, -- [technical] place of the last one in the office's order
  PRIMARY KEY (stream, actor)
) STRICT, WITHOUT ROWID;

CREATE TABLE changes (
  sequence INTEGER PRIMARY KEY, -- [technical] place in the office's order
  tenant INTEGER NOT NULL, -- [technical] the centre
  case_row INTEGER NOT NULL REFERENCES cases (id), -- [technical] its case
  stream INTEGER NOT NULL REFERENCES streams (id), -- [technical] its stream
  actor INTEGER NOT NULL REFERENCES actors (id), -- [technical] writer
  counter INTEGER NOT NULL, -- [technical] number of the change of this writer in this stream
  hash BLOB NOT NULL, -- [technical] SHA-256 of the exact bytes
  kind INTEGER NOT NULL, -- [technical] edit, part of a seal, seal, or unknown
  opens INTEGER NOT NULL, -- [technical] 1: it says of a record what that is
  live INTEGER NOT NULL, -- [technical] bit i: write i holds a current value
  late INTEGER NOT NULL, -- [work] 1: came after the seal, kept beside the sealed content
  replica BLOB NOT NULL, -- [technical] laptop it came from; zeros for the office itself
  size INTEGER NOT NULL, -- [technical] length of the exact bytes
  received_ms INTEGER NOT NULL, -- [work] when it was taken in, ms since 1970 UTC
  body BLOB NOT NULL, -- [special] the exact bytes without stream, actor and previous hash, compressed; every answer of every category
  UNIQUE (stream, actor, counter)
) STRICT;
CREATE INDEX changes_by_case ON changes (case_row);
CREATE INDEX changes_opening ON changes (stream) WHERE opens = 1;
CREATE INDEX changes_seals ON changes (stream, kind) WHERE kind <> 1;

CREATE TABLE seals (
  seal BLOB NOT NULL, -- [technical] id of the seal
  tenant INTEGER NOT NULL, -- [technical] the centre
  case_row INTEGER NOT NULL REFERENCES cases (id), -- [technical] its case
  document BLOB NOT NULL, -- [technical] the interview it freezes
  author BLOB NOT NULL, -- [work] who approved
  stamp_ms INTEGER NOT NULL, -- [work] when, by the author's clock, ms since 1970 UTC
  body BLOB NOT NULL, -- [technical] form, version, pasts and digests; no answers
  outcome INTEGER NOT NULL, -- [work] 0 waits for content, 1 receipt given, 2 content does not match, 3 another seal came first
  PRIMARY KEY (tenant, case_row, document, seal)
) STRICT, WITHOUT ROWID;

CREATE TABLE routing_facts (
  id INTEGER PRIMARY KEY, -- [technical] order of arrival
  tenant INTEGER NOT NULL, -- [technical] the centre
  case_row INTEGER NOT NULL REFERENCES cases (id), -- [technical] its case
  document BLOB NOT NULL, -- [technical] the approved interview
  arrived_ms INTEGER NOT NULL, -- [work] when, ms since 1970 UTC
  facts BLOB NOT NULL, -- [special] what routing needs of it: part, words of the plan, violence, homelessness, gminas of relatives
  answers BLOB NOT NULL, -- [special] its closed answers (choices, numbers, dates), no free text
  UNIQUE (tenant, document)
) STRICT;

CREATE TABLE grants (
  id INTEGER PRIMARY KEY, -- [technical] row number
  tenant INTEGER NOT NULL, -- [technical] the centre
  person BLOB NOT NULL, -- [work] who may hold
  case_row INTEGER NOT NULL REFERENCES cases (id), -- [work] which case
  via TEXT NOT NULL, -- [work] team through which, empty when given to the person
  relation INTEGER NOT NULL, -- [work] 0 own, 1 team, 2 centre, 3 the centre's own records
  document BLOB NOT NULL, -- [work] the interview it opens beside the case's own document; the case's id: none; zeros: all
  from_sequence INTEGER NOT NULL, -- [technical] place of the grant in the office's order
  revoked_sequence INTEGER NOT NULL, -- [technical] place of the revoke, 0 while it stands
  let_go INTEGER NOT NULL, -- [technical] 1: the seat is told to let the whole case go
  handed_over INTEGER NOT NULL, -- [work] 1: the work went to somebody else, and the laptop has not let go of it; 2: it has
  last_sequence INTEGER NOT NULL -- [technical] last change of the case, so that an idle exchange is one index seek
) STRICT;
CREATE UNIQUE INDEX grants_standing ON grants (case_row, person, via, relation, document) WHERE revoked_sequence = 0;
CREATE INDEX grants_from ON grants (tenant, person, from_sequence) WHERE revoked_sequence = 0;
CREATE INDEX grants_last ON grants (tenant, person, last_sequence) WHERE revoked_sequence = 0;
CREATE INDEX grants_handed_over ON grants (case_row, person) WHERE handed_over > 0;
CREATE INDEX grants_revoked ON grants (tenant, person, revoked_sequence) WHERE let_go = 1;

CREATE TABLE persons (
  tenant INTEGER NOT NULL, -- [technical] the centre
  person BLOB NOT NULL, -- [technical] id of the person
  name TEXT NOT NULL, -- [identity] first and last name of the employee
  roles TEXT NOT NULL, -- [work] roles, JSON list
  teams TEXT NOT NULL, -- [work] teams, JSON list
  authorisations TEXT NOT NULL, -- [work] upoważnienia (art. 100 ust. 6) with the secrecy undertaking, JSON list
  employed INTEGER NOT NULL, -- [work] 1 while the person works here
  active INTEGER NOT NULL, -- [work] 1 while she may read and write: works here, and is authorised today
  PRIMARY KEY (tenant, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE replicas (
  tenant INTEGER NOT NULL, -- [technical] the centre
  replica BLOB NOT NULL, -- [technical] id chosen by the laptop's profile
  person BLOB NOT NULL, -- [work] whose profile
  token_hash BLOB NOT NULL, -- [technical] SHA-256 of the bearer token
  public_key BLOB NOT NULL, -- [technical] X25519 key for courier files to it
  enrolled_ms INTEGER NOT NULL, -- [work] when, ms since 1970 UTC
  withdrawn_ms INTEGER NOT NULL, -- [work] when withdrawn, 0 while in use
  PRIMARY KEY (tenant, replica)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX replicas_by_token ON replicas (tenant, token_hash);

CREATE TABLE enrolment_codes (
  tenant INTEGER NOT NULL, -- [technical] the centre
  secret_hash BLOB NOT NULL, -- [technical] SHA-256 of the one-time secret
  person BLOB NOT NULL, -- [work] for whom
  expires_ms INTEGER NOT NULL, -- [technical] last moment it is good, ms since 1970 UTC
  used_by BLOB NOT NULL, -- [technical] replica that used it, empty before
  PRIMARY KEY (tenant, secret_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE acts (
  tenant INTEGER NOT NULL, -- [technical] the centre
  act BLOB NOT NULL, -- [technical] id chosen by the seat; a repeat gets the same answer
  person BLOB NOT NULL, -- [work] who asked
  accepted INTEGER NOT NULL, -- [work] 1 done, 0 refused
  body BLOB NOT NULL, -- [work] the answer
  answered_ms INTEGER NOT NULL, -- [work] when, ms since 1970 UTC
  PRIMARY KEY (tenant, act)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY, -- [technical] row number
  tenant INTEGER NOT NULL, -- [technical] the centre
  replica BLOB NOT NULL, -- [technical] laptop it came from
  person BLOB NOT NULL, -- [work] who sent it
  case_id BLOB NOT NULL, -- [work] the case it names; zeros where it cannot be read
  reason TEXT NOT NULL, -- [work] typed reason
  hash BLOB NOT NULL, -- [technical] SHA-256 of the exact bytes
  body BLOB NOT NULL, -- [special] the exact bytes, compressed; may hold any answer
  received_ms INTEGER NOT NULL, -- [work] when, ms since 1970 UTC
  record BLOB, -- [technical] record of the case, or of the centre, that tells of it; NULL until it is told
  state INTEGER NOT NULL DEFAULT 0, -- [work] 0 waits, 1 a person put it aside, 2 its content was taken in under another chain
  UNIQUE (tenant, replica, hash)
) STRICT;
CREATE INDEX quarantine_by_case ON quarantine (tenant, case_id);
CREATE INDEX quarantine_by_record ON quarantine (record) WHERE record IS NOT NULL;
CREATE INDEX quarantine_untold ON quarantine (tenant) WHERE record IS NULL;

CREATE TABLE attachments (
  id INTEGER PRIMARY KEY, -- [technical] short number used by the pieces
  tenant INTEGER NOT NULL, -- [technical] the centre
  case_row INTEGER NOT NULL REFERENCES cases (id), -- [technical] its case
  document BLOB NOT NULL, -- [technical] interview whose row names it
  sha256 BLOB NOT NULL, -- [technical] SHA-256 of all its bytes
  size INTEGER NOT NULL, -- [technical] bytes altogether, as the row says
  held INTEGER NOT NULL, -- [technical] bytes held, from the first on
  complete INTEGER NOT NULL, -- [technical] 1: all are held and agree with the hash
  received_ms INTEGER NOT NULL, -- [work] when the first byte came, ms since 1970 UTC
  unnamed_ms INTEGER, -- [work] since when no row that stands names it, ms since 1970 UTC; NULL while one does
  UNIQUE (tenant, document, sha256)
) STRICT;

CREATE TABLE attachment_names (
  tenant INTEGER NOT NULL, -- [technical] the centre
  document BLOB NOT NULL, -- [technical] interview whose row names the bytes
  sha256 BLOB NOT NULL, -- [technical] SHA-256 of the bytes named
  sequence INTEGER NOT NULL REFERENCES changes (sequence), -- [technical] change that holds the row
  place INTEGER NOT NULL, -- [technical] bit of the change's live marks that says whether the row stands
  size INTEGER NOT NULL, -- [technical] bytes altogether, as the row says
  PRIMARY KEY (tenant, document, sha256, sequence, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE deposits (
  id INTEGER PRIMARY KEY, -- [technical] place in the order of coming
  tenant INTEGER NOT NULL, -- [technical] the centre
  replica BLOB NOT NULL, -- [technical] laptop that left it
  person BLOB NOT NULL, -- [work] whose private work it is
  case_id BLOB NOT NULL, -- [work] its case
  document BLOB NOT NULL, -- [technical] the private document
  name BLOB NOT NULL, -- [technical] keyed hash of the content
  for_author BLOB NOT NULL, -- [technical] key of the content, sealed to the laptop
  for_recovery BLOB NOT NULL, -- [technical] key of the content, sealed to the recovery key
  sealed BLOB NOT NULL, -- [special] changes or bytes of an attachment, encrypted
  kept_ms INTEGER NOT NULL, -- [work] when it came, ms since 1970 UTC
  UNIQUE (tenant, replica, document, name)
) STRICT;

CREATE TABLE quarantine_names (
  quarantine INTEGER NOT NULL REFERENCES quarantine (id) ON DELETE CASCADE, -- [technical] change that is kept and holds the row
  place INTEGER NOT NULL, -- [technical] the row's place in that change
  tenant INTEGER NOT NULL, -- [technical] the centre
  document BLOB NOT NULL, -- [technical] interview whose row names the bytes
  sha256 BLOB NOT NULL, -- [technical] SHA-256 of the bytes named
  size INTEGER NOT NULL, -- [technical] bytes altogether, as the row says
  PRIMARY KEY (quarantine, place, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX quarantine_names_by_document ON quarantine_names (tenant, document);

CREATE TABLE attachment_readers (
  attachment INTEGER NOT NULL REFERENCES attachments (id), -- [technical] its attachment
  person BLOB NOT NULL, -- [work] to whom it was delivered
  day INTEGER NOT NULL, -- [work] last day of that which the access log tells of, days since 1970 UTC
  PRIMARY KEY (attachment, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment_chunks (
  attachment INTEGER NOT NULL REFERENCES attachments (id), -- [technical] its attachment
  position INTEGER NOT NULL, -- [technical] place of its first byte
  bytes BLOB NOT NULL, -- [special] at most 64 KiB of a photograph or a PDF
  PRIMARY KEY (attachment, position)
) STRICT;

CREATE TABLE counters (
  tenant INTEGER NOT NULL, -- [technical] the centre
  name TEXT NOT NULL, -- [technical] what is numbered: receipts, cases
  year INTEGER NOT NULL, -- [technical] of which year
  last INTEGER NOT NULL, -- [work] last number given; never lowered, never reused
  PRIMARY KEY (tenant, name, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE access_log (
  tenant INTEGER NOT NULL, -- [technical] the centre
  number INTEGER NOT NULL, -- [technical] place in the chain, from 1
  at_ms INTEGER NOT NULL, -- [work] when the office wrote it down, ms since 1970 UTC
  told_ms INTEGER NOT NULL, -- [work] when it happened as the laptop tells, 0 for what the office saw itself
  person BLOB NOT NULL, -- [work] who; zeros for the office itself
  replica BLOB NOT NULL, -- [work] on which laptop; zeros where none took part
  told_number INTEGER NOT NULL, -- [technical] place in the laptop's own chain, 0 for what the office saw itself
  event TEXT NOT NULL, -- [work] what happened, a fixed word
  subject BLOB NOT NULL, -- [work] case, document, person or laptop it concerns
  hash BLOB NOT NULL, -- [technical] SHA-256 over the entry and the hash before it
  PRIMARY KEY (tenant, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX access_log_told ON access_log (tenant, replica, told_number) WHERE told_number > 0;
CREATE INDEX access_log_person ON access_log (tenant, person);
CREATE INDEX access_log_subject ON access_log (tenant, subject);
CREATE TRIGGER access_log_is_not_changed BEFORE UPDATE ON access_log BEGIN SELECT raise(ABORT, 'the access log is append-only'); END;
CREATE TRIGGER access_log_is_kept BEFORE DELETE ON access_log
  WHEN OLD.number > coalesce((SELECT number FROM access_cuts WHERE tenant = OLD.tenant), 0)
  BEGIN SELECT raise(ABORT, 'the access log is append-only'); END;

-- Where each chain of accesses ends, also after its entries went.
CREATE TABLE access_chains (
  tenant INTEGER NOT NULL, -- [technical] the centre
  replica BLOB NOT NULL, -- [technical] the laptop; zeros for the office's own chain
  number INTEGER NOT NULL, -- [technical] place of its last entry
  hash BLOB NOT NULL, -- [technical] hash of its last entry
  PRIMARY KEY (tenant, replica)
) STRICT, WITHOUT ROWID;

-- The last entry that went because its time was over: what is left is checked from it on.
CREATE TABLE access_cuts (
  tenant INTEGER NOT NULL PRIMARY KEY, -- [technical] the centre
  number INTEGER NOT NULL, -- [technical] its place
  hash BLOB NOT NULL -- [technical] its hash
) STRICT;
