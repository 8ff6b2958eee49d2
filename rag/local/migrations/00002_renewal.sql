-- +goose Up

-- The vectors of another embedding model, while they are being made.
CREATE TABLE renewal (
    document TEXT NOT NULL,
    number   INTEGER NOT NULL,
    vector   BLOB NOT NULL, -- half precision, little endian
    PRIMARY KEY (document, number),
    FOREIGN KEY (document, number) REFERENCES chunk ON DELETE CASCADE
);

-- +goose Down
DROP TABLE renewal;
