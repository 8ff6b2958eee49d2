-- +goose Up

PRAGMA application_id = 1130906472; -- "Ch" "Ch"

-- One row. Every change of a document or vector raises the generation.
CREATE TABLE library (
    generation INTEGER NOT NULL
);
INSERT INTO library VALUES (0);

CREATE TABLE note (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE document (
    id         TEXT PRIMARY KEY,
    source     TEXT NOT NULL,
    label      TEXT NOT NULL,
    meta       TEXT NOT NULL,    -- chunk.Meta
    characters INTEGER NOT NULL, -- of the clean text
    chunks     INTEGER NOT NULL,
    example    INTEGER NOT NULL,
    parser     INTEGER NOT NULL, -- chunk.Version that made it
    digest     BLOB NOT NULL     -- of raw and given
);

-- What is read only when a whole document is asked for.
CREATE TABLE content (
    document TEXT PRIMARY KEY REFERENCES document ON DELETE CASCADE,
    given    TEXT NOT NULL, -- chunk.Meta as the user stated it
    plan     TEXT NOT NULL, -- sections, facts, cleaning, damage
    text     TEXT NOT NULL,
    raw      BLOB NOT NULL
);

CREATE TABLE chunk (
    document   TEXT NOT NULL REFERENCES document ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    digest     BLOB NOT NULL, -- of the search text
    path       TEXT NOT NULL, -- a list
    text       TEXT NOT NULL,
    rest       TEXT NOT NULL, -- everything else of chunk.Chunk
    vector     BLOB,          -- half precision, little endian
    generation INTEGER,       -- when the vector came
    PRIMARY KEY (document, number)
);
CREATE INDEX chunk_pending ON chunk (document, number) WHERE vector IS NULL;
CREATE INDEX chunk_generation ON chunk (generation) WHERE vector IS NOT NULL;

-- The vectors of another embedding model, while they are being made.
CREATE TABLE renewal (
    document TEXT NOT NULL,
    number   INTEGER NOT NULL,
    vector   BLOB NOT NULL,
    PRIMARY KEY (document, number),
    FOREIGN KEY (document, number) REFERENCES chunk ON DELETE CASCADE
);

-- When a document was last put or deleted; a row outlives its document.
CREATE TABLE change (
    document   TEXT PRIMARY KEY,
    generation INTEGER NOT NULL
);
CREATE UNIQUE INDEX change_generation ON change (generation);

-- Times are in microseconds since 1970.
CREATE TABLE conversation (
    id    TEXT PRIMARY KEY,
    owner TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE run (
    answer       TEXT PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversation ON DELETE CASCADE,
    owner        TEXT NOT NULL,
    question     TEXT NOT NULL,
    started      INTEGER NOT NULL,
    lease        INTEGER NOT NULL,
    stop         INTEGER NOT NULL DEFAULT 0,
    seq          INTEGER NOT NULL DEFAULT 0, -- of the latest record
    ended        INTEGER,                    -- when the terminal record came
    forgotten    INTEGER NOT NULL DEFAULT 0  -- the records before it are gone
);
CREATE INDEX run_conversation ON run (conversation, started, answer);
CREATE INDEX run_lease ON run (lease) WHERE ended IS NULL;
CREATE INDEX run_ended ON run (ended) WHERE ended IS NOT NULL AND forgotten = 0;

CREATE TABLE record (
    answer TEXT NOT NULL REFERENCES run ON DELETE CASCADE,
    seq    INTEGER NOT NULL,
    type   TEXT NOT NULL,
    data   TEXT NOT NULL,
    PRIMARY KEY (answer, seq)
);

-- +goose Down
DROP TABLE record;
DROP TABLE run;
DROP TABLE conversation;
DROP TABLE change;
DROP TABLE renewal;
DROP TABLE chunk;
DROP TABLE content;
DROP TABLE document;
DROP TABLE note;
DROP TABLE library;
