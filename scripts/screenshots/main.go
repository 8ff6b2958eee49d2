// Command screenshots takes pictures of the chat page in ten states and more, in
// a real Chromium, of a program that it starts itself with the five plans: in a
// library of its own, and with a model that stops in the middle of its answer.
//
//	go run ./scripts/screenshots docs/screenshots [NAME…]
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// A shot is one picture: of a page, in a window, after some steps.
type shot struct {
	name          string
	width, height int64
	scheme        string // light or dark
	model         bool   // of the program with a model
	steps         func(address string) []chromedp.Action[chromedp.Void]
}

const asked = "赤坎区养老服务目标是什么"

var shots = []shot{
	{"welcome", 1280, 800, "light", false, welcome},
	{"source", 1440, 860, "light", false, source},
	{"source-dark", 1440, 860, "dark", false, source},
	{"streaming", 1280, 800, "light", true, streaming},
	{"comparison", 1280, 860, "light", false, comparison},
	{"changed", 1280, 860, "light", false, changed},
	{"found", 1280, 800, "light", false, found},
	{"refusal-dark", 1280, 800, "dark", false, refusal},
	{"card", 1280, 800, "light", false, card},
	{"indicators", 1440, 800, "light", false, indicators},
	{"indicators-dark", 1440, 800, "dark", false, indicators},
	{"documents", 1440, 800, "light", false, documents},
	{"document", 1440, 860, "light", false, document},
	{"phone", 390, 844, "light", false, phone},
	{"phone-source-dark", 390, 844, "dark", false, source},
}

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: screenshots FOLDER [NAME…]")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "screenshots:", err)
		os.Exit(1)
	}
}

// run takes the pictures that are named, or all.
func run(folder string, names []string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	plain, model, stop, err := programs(ctx)
	if err != nil {
		return err
	}
	defer stop()
	for _, s := range shots {
		if len(names) > 0 && !slices.Contains(names, s.name) {
			continue
		}
		address := plain
		if s.model {
			address = model
		}
		if err := take(ctx, address, filepath.Join(folder, s.name+".png"), s); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// take opens the page in a browser of its own and writes the picture.
func take(ctx context.Context, address, file string, s shot) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("hide-scrollbars", true))
	ctx, cancel = chromedp.NewExecAllocator(ctx, opts...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		return err
	}
	scheme := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: s.scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, scheme); err != nil {
		return err
	}
	steps := append([]chromedp.Action[chromedp.Void]{chromedp.EmulateViewport(s.width, s.height)}, s.steps(address)...)
	if err := chromedp.Do(ctx, steps...); err != nil {
		return err
	}
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return err
	}
	if picture, err = small(picture); err != nil {
		return err
	}
	return os.WriteFile(file, picture, 0o644)
}
