-- +goose Up

-- What one process may do at a time, and which one does.
CREATE TABLE lease (
    name   TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until  INTEGER NOT NULL
) WITHOUT ROWID;

-- Messages that bots owe an answer to, and for a while those that they answered.
CREATE TABLE errand (
    id      TEXT PRIMARY KEY,
    room    TEXT NOT NULL,
    owner   TEXT NOT NULL,
    answer  TEXT NOT NULL, -- "" until it has begun
    address TEXT NOT NULL, -- JSON, the bot's own
    since   INTEGER NOT NULL,
    holder  TEXT NOT NULL,
    lease   INTEGER NOT NULL,
    settled INTEGER        -- when; NULL while the answer is owed
) WITHOUT ROWID;
CREATE INDEX errand_owed ON errand (lease) WHERE settled IS NULL;
CREATE INDEX errand_settled ON errand (settled) WHERE settled IS NOT NULL;

-- The conversation that goes on in a room.
CREATE TABLE room (
    name         TEXT PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversation ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX room_conversation ON room (conversation);

-- +goose Down
DROP TABLE room;
DROP TABLE errand;
DROP TABLE lease;
