-- +goose Up

-- Numbers versions of documents and segments of postings.
CREATE SEQUENCE serial_number;

-- One set of vectors for each embedding model; a second one while it is being made.
CREATE TABLE vectorset (
    id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    model      text NOT NULL,
    dimensions integer,                        -- unknown before the first vector
    hnsw       boolean NOT NULL DEFAULT false  -- its HNSW index is ready
);
INSERT INTO vectorset (model) VALUES ('');

-- One row, which every transaction that changes documents writes last.
CREATE TABLE library (
    generation bigint NOT NULL,  -- of documents, segments and postings
    embedded   bigint NOT NULL,  -- of vectors
    chunks     bigint NOT NULL,
    vectorset  integer NOT NULL REFERENCES vectorset
);
INSERT INTO library SELECT 0, 0, 0, id FROM vectorset;

CREATE TABLE note (
    key   text COLLATE "C" PRIMARY KEY,
    value text NOT NULL
);

CREATE TABLE lease (
    name   text COLLATE "C" PRIMARY KEY,
    holder text NOT NULL,
    until  timestamptz NOT NULL
);

CREATE TABLE document (
    id         text COLLATE "C" PRIMARY KEY,
    key        bigint GENERATED ALWAYS AS IDENTITY UNIQUE, -- stays while the document does
    serial     bigint NOT NULL UNIQUE, -- of this version; postings name it
    meta       text NOT NULL,    -- chunk.Meta, JSON
    characters integer NOT NULL, -- of the clean text
    chunks     integer NOT NULL,
    lengths    bytea NOT NULL,   -- of each chunk in terms
    example    boolean NOT NULL,
    parser     integer NOT NULL, -- chunk.Version that made it
    digest     bytea NOT NULL    -- of raw and given
);

-- What is read only when a whole document is asked for.
CREATE TABLE content (
    key   bigint PRIMARY KEY REFERENCES document (key) ON DELETE CASCADE,
    given text NOT NULL, -- chunk.Meta as the user stated it, JSON
    plan  text NOT NULL, -- text, sections, facts, cleaning, damage: JSON
    raw   bytea NOT NULL
);

CREATE TABLE chunk (
    key    bigint NOT NULL REFERENCES document (key) ON DELETE CASCADE,
    number integer NOT NULL,
    digest bytea NOT NULL, -- of the search text
    body   text NOT NULL,  -- JSON
    PRIMARY KEY (key, number)
);
CREATE INDEX chunk_digest ON chunk (key, digest);

-- A vector belongs to a search text of a document, so it outlives what else changes.
CREATE TABLE embedding (
    key       bigint NOT NULL REFERENCES document (key) ON DELETE CASCADE,
    vectorset integer NOT NULL,
    digest    bytea NOT NULL,
    vector    halfvec NOT NULL,
    PRIMARY KEY (key, vectorset, digest)
);
ALTER TABLE embedding ALTER vector SET STORAGE MAIN; -- in the row, where it fits

-- Chunks without a vector, and who is at work on them until when.
CREATE TABLE backlog (
    document  text COLLATE "C" NOT NULL REFERENCES document ON DELETE CASCADE,
    vectorset integer NOT NULL,
    number    integer NOT NULL,
    holder    text,
    until     timestamptz,
    PRIMARY KEY (document, vectorset, number)
);

-- Postings are kept in segments that never change: a document's own at first,
-- merged ones of many documents later.
CREATE TABLE segment (
    id      bigint PRIMARY KEY,
    level   integer NOT NULL,  -- 0 for a document's own
    serials bigint[] NOT NULL, -- of its documents' versions, ascending; some may be gone
    buckets integer NOT NULL,  -- into which the range of terms is cut
    bytes   bigint NOT NULL    -- of its postings
);
CREATE TABLE posting (
    segment bigint NOT NULL,
    bucket  integer NOT NULL,
    data    bytea NOT NULL,
    PRIMARY KEY (segment, bucket)
);
ALTER TABLE posting ALTER data SET STORAGE EXTERNAL;

CREATE TABLE conversation (
    id    text COLLATE "C" PRIMARY KEY,
    owner text NOT NULL
);

CREATE TABLE run (
    answer       text COLLATE "C" PRIMARY KEY,
    conversation text COLLATE "C" NOT NULL REFERENCES conversation ON DELETE CASCADE,
    owner        text NOT NULL,
    question     text NOT NULL,
    started      timestamptz NOT NULL,
    lease        timestamptz NOT NULL,
    stop         boolean NOT NULL DEFAULT false,
    seq          integer NOT NULL DEFAULT 0,    -- of the latest record
    ended        timestamptz,                   -- when the terminal record came
    forgotten    boolean NOT NULL DEFAULT false -- the records before it are gone
);
CREATE INDEX run_conversation ON run (conversation, started, answer);
CREATE INDEX run_lease ON run (lease) WHERE ended IS NULL;
CREATE INDEX run_ended ON run (ended) WHERE ended IS NOT NULL AND NOT forgotten;

CREATE TABLE record (
    answer text COLLATE "C" NOT NULL REFERENCES run ON DELETE CASCADE,
    seq    integer NOT NULL,
    type   text NOT NULL,
    data   text NOT NULL,
    PRIMARY KEY (answer, seq)
);

-- +goose Down
DROP TABLE record, run, conversation, posting, segment, backlog, embedding, chunk, content, document, lease, note, library, vectorset;
DROP SEQUENCE serial_number;
