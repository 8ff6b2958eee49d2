// Generate embeds the chunks of the seeds and writes vectors.bin beside them,
// so that a fresh library need not.
package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"

	"chuchu/chunk/fold"
	"chuchu/rag"
	"chuchu/rag/bge"
	"chuchu/rag/local"
	"chuchu/seeds"
)

func main() {
	if err := generate(context.Background(), "vectors.bin"); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func generate(ctx context.Context, path string) error {
	texts, err := searchTexts(ctx)
	if err != nil {
		return err
	}
	model, err := bge.Open()
	if err != nil {
		return err
	}
	simplified := make([]string, len(texts)) // as the program embeds
	for i, t := range texts {
		simplified[i] = fold.Simplified(t)
	}
	vectors, err := model.Embed(ctx, simplified)
	if err != nil {
		return err
	}
	halves := make([][]uint16, len(vectors))
	for i, v := range vectors {
		halves[i] = rag.Half(v)
	}
	return os.WriteFile(path, seeds.Pack(bge.Name, texts, halves), 0o644)
}

// searchTexts are the search texts of the seeds' chunks, as a library has them.
func searchTexts(ctx context.Context) ([]string, error) {
	library, err := local.Open(ctx, local.Memory)
	if err != nil {
		return nil, err
	}
	defer library.Close()
	names, err := fs.Glob(seeds.Files, "*.txt")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		raw, err := fs.ReadFile(seeds.Files, name)
		if err != nil {
			return nil, err
		}
		if _, _, err := rag.Add(ctx, library, name, rag.Ingest{Raw: raw}); err != nil {
			return nil, err
		}
	}
	passages, err := library.Pending(ctx, 1_000_000)
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(passages))
	for i, p := range passages {
		texts[i] = rag.SearchText(p)
	}
	return texts, nil
}
