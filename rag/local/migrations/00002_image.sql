-- +goose Up

-- Pictures of the index, so that opening a large library need not read its
-- texts. What changed after a picture's generation is read as ever; a library
-- without one is read whole.
CREATE TABLE image (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    format     INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    parts      INTEGER -- unknown until all are there
);
CREATE TABLE image_part (
    image INTEGER NOT NULL REFERENCES image ON DELETE CASCADE,
    part  INTEGER NOT NULL,
    sum   INTEGER NOT NULL, -- CRC-32C of data
    data  BLOB NOT NULL,
    PRIMARY KEY (image, part)
);

-- +goose Down
DROP TABLE image_part;
DROP TABLE image;
