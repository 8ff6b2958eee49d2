-- +goose Up

-- Messages that bots owe an answer to, and for a while those that they answered.
CREATE TABLE errand (
    id      text COLLATE "C" PRIMARY KEY,
    room    text NOT NULL,
    owner   text NOT NULL,
    answer  text NOT NULL, -- "" until it has begun
    address text NOT NULL, -- JSON, the bot's own
    since   timestamptz NOT NULL,
    holder  text NOT NULL,
    lease   timestamptz NOT NULL,
    settled timestamptz    -- when; NULL while the answer is owed
);
CREATE INDEX errand_owed ON errand (lease) WHERE settled IS NULL;
CREATE INDEX errand_settled ON errand (settled) WHERE settled IS NOT NULL;

-- The conversation that goes on in a room.
CREATE TABLE room (
    name         text COLLATE "C" PRIMARY KEY,
    conversation text COLLATE "C" NOT NULL REFERENCES conversation ON DELETE CASCADE
);
CREATE INDEX room_conversation ON room (conversation);

-- +goose Down
DROP TABLE room, errand;
