// Command screenshots takes pictures of the chat page of a running server, in
// a real Chromium: a question answered, with a source open beside the chat.
//
//	go run ./scripts/screenshots http://127.0.0.1:8080 docs/screenshots
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// A shot is one picture.
type shot struct {
	name          string
	width, height int
	scheme        string // light or dark
	source        bool   // with the source open
}

var shots = []shot{
	{"page", 1280, 860, "light", true},
	{"page-dark", 1280, 860, "dark", true},
	{"phone", 390, 844, "light", false},
	{"phone-dark", 390, 844, "dark", false},
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: screenshots URL FOLDER")
		os.Exit(2)
	}
	for _, s := range shots {
		if err := take(os.Args[1], os.Args[2], s); err != nil {
			fmt.Fprintf(os.Stderr, "screenshots: %s: %v\n", s.name, err)
			os.Exit(1)
		}
	}
}

// take asks a question on the page and writes the picture of its answer.
func take(address, folder string, s shot) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU)
	ctx, cancel = chromedp.NewExecAllocator(ctx, opts...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	err := chromedp.Do(ctx, chromedp.Navigate("about:blank"))
	if err != nil {
		return err
	}
	scheme := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s.scheme}}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, scheme); err != nil {
		return err
	}
	err = chromedp.Do(ctx,
		chromedp.EmulateViewport(int64(s.width), int64(s.height)),
		chromedp.Navigate(address),
		chromedp.SendKeys(chromedp.CSS("#question"), "赤坎区养老服务目标是什么"),
		chromedp.Click(chromedp.CSS("#send")),
		chromedp.WaitVisible(chromedp.CSS(".citation .quote")),
	)
	if err != nil {
		return err
	}
	if s.source {
		if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(".citation .quote")), chromedp.WaitVisible(chromedp.CSS("#panel mark"))); err != nil {
			return err
		}
	}
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, s.name+".png"), picture, 0o644)
}
