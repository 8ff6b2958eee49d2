-- +goose Up

ALTER TABLE conversation ADD COLUMN title text NOT NULL DEFAULT ''; -- as its owner named it
CREATE INDEX conversation_owner ON conversation (owner);
ALTER TABLE run ADD COLUMN prompt text NOT NULL DEFAULT ''; -- version of what the model was told

-- What people say of answers; a row outlives its answer, unless that is deleted.
CREATE TABLE feedback (
    answer       text COLLATE "C" PRIMARY KEY,
    conversation text COLLATE "C" NOT NULL,
    owner        text NOT NULL,
    given        timestamptz NOT NULL,
    verdict      text NOT NULL,
    comment      text NOT NULL,
    prompt       text NOT NULL,
    data         text NOT NULL -- rag.Answer, JSON
);
CREATE INDEX feedback_conversation ON feedback (conversation);

-- Files on their way into the library, and those that did not get there.
CREATE TABLE upload (
    document text COLLATE "C" PRIMARY KEY,
    ticket   text NOT NULL,    -- tells an upload from a later one of the same id
    name     text NOT NULL,    -- of the file
    given    text NOT NULL,    -- chunk.Meta, JSON
    flags    integer NOT NULL, -- 1: replace, 2: English
    state    text NOT NULL,
    reason   text NOT NULL DEFAULT '',
    received timestamptz NOT NULL,
    tries    integer NOT NULL DEFAULT 0,
    until    timestamptz NOT NULL DEFAULT '-infinity', -- somebody reads it until then
    raw      bytea NOT NULL
);

-- Deleted documents, for as long as they can be restored.
CREATE TABLE trash (
    document text COLLATE "C" PRIMARY KEY,
    gone     timestamptz NOT NULL,
    parser   integer NOT NULL,
    whole    text NOT NULL, -- kept.Whole, JSON
    raw      bytea NOT NULL
);

-- +goose Down
DROP TABLE trash, upload, feedback;
ALTER TABLE run DROP COLUMN prompt;
DROP INDEX conversation_owner;
ALTER TABLE conversation DROP COLUMN title;
