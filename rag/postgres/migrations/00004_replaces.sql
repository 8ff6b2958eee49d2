-- +goose Up
ALTER TABLE run ADD COLUMN replaces text NOT NULL DEFAULT ''; -- the answer whose place it takes

-- +goose Down
ALTER TABLE run DROP COLUMN replaces;
