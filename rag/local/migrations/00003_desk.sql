-- +goose Up

ALTER TABLE conversation ADD COLUMN title TEXT NOT NULL DEFAULT ''; -- as its owner named it
CREATE INDEX conversation_owner ON conversation (owner);
ALTER TABLE run ADD COLUMN prompt TEXT NOT NULL DEFAULT ''; -- version of what the model was told

-- What people say of answers; a row outlives its answer, unless that is deleted.
CREATE TABLE feedback (
    answer       TEXT PRIMARY KEY,
    conversation TEXT NOT NULL,
    owner        TEXT NOT NULL,
    given        INTEGER NOT NULL,
    verdict      TEXT NOT NULL,
    comment      TEXT NOT NULL,
    prompt       TEXT NOT NULL,
    data         TEXT NOT NULL -- rag.Answer, JSON
);
CREATE INDEX feedback_conversation ON feedback (conversation);

-- Files on their way into the library, and those that did not get there.
CREATE TABLE upload (
    document TEXT PRIMARY KEY,
    ticket   TEXT NOT NULL,    -- tells an upload from a later one of the same id
    name     TEXT NOT NULL,    -- of the file
    given    TEXT NOT NULL,    -- chunk.Meta
    flags    INTEGER NOT NULL, -- 1: replace, 2: English
    state    TEXT NOT NULL,
    reason   TEXT NOT NULL DEFAULT '',
    received INTEGER NOT NULL,
    tries    INTEGER NOT NULL DEFAULT 0,
    until    INTEGER NOT NULL DEFAULT 0, -- somebody reads it until then
    raw      BLOB NOT NULL
);

-- Deleted documents, for as long as they can be restored.
CREATE TABLE trash (
    document TEXT PRIMARY KEY,
    gone     INTEGER NOT NULL,
    parser   INTEGER NOT NULL,
    whole    TEXT NOT NULL, -- kept.Whole
    raw      BLOB NOT NULL
);

-- +goose Down
DROP TABLE trash;
DROP TABLE upload;
DROP TABLE feedback;
ALTER TABLE run DROP COLUMN prompt;
DROP INDEX conversation_owner;
ALTER TABLE conversation DROP COLUMN title;
