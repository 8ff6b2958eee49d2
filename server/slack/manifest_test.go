package slack

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The manifests that administrators paste grant what the bot needs and nothing
// else, and subscribe to what it hears.
func TestManifest(t *testing.T) {
	data, err := os.ReadFile("../../docs/SLACK.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(data), -1)
	if len(blocks) != 2 {
		t.Fatalf("%d manifests", len(blocks))
	}
	heard := []string{"app_mention", "message.channels", "message.groups", "message.im", "message.mpim"}
	for i, b := range blocks {
		if got := listed(b[1], "bot_events:"); !slices.Equal(got, heard) {
			t.Errorf("manifest %d hears %q", i, got)
		}
		if !strings.Contains(b[1], "- command: /chuchu\n") || !strings.Contains(b[1], "is_enabled: true") {
			t.Errorf("manifest %d: no command, or no clicks", i)
		}
		if want := strings.Count(b[1], "https://chuchu.example"+Path); want != 3*i {
			t.Errorf("manifest %d: %d addresses", i, want)
		}
	}
	if got := listed(blocks[0][1], "    bot:"); !slices.Equal(got, needed) {
		t.Errorf("the manifest grants %q, the check wants %q", got, needed)
	}
}

// listed is the list below a line of YAML.
func listed(text, head string) (items []string) {
	_, rest, _ := strings.Cut(text, head+"\n")
	for line := range strings.Lines(rest) {
		item, ok := strings.CutPrefix(strings.TrimSpace(line), "- ")
		if !ok {
			break
		}
		items = append(items, item)
	}
	return items
}
