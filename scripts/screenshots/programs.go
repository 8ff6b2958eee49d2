package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

var listens = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// programs builds the program and starts it twice: as it comes, and with a
// model. stop ends both and removes what they kept.
func programs(ctx context.Context) (plain, model string, stop func(), err error) {
	dir, err := os.MkdirTemp("", "screenshots")
	if err != nil {
		return "", "", nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	endpoint := httptest.NewServer(http.HandlerFunc(halting))
	stop = func() {
		cancel()
		endpoint.CloseClientConnections()
		_ = os.RemoveAll(dir) // it is a folder for what may go
	}
	program := filepath.Join(dir, "chuchu")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", program, "./cmd/chuchu").CombinedOutput(); err != nil {
		stop()
		return "", "", nil, fmt.Errorf("%w: %s", err, out)
	}
	plain, err = serve(ctx, program, filepath.Join(dir, "plain.db"))
	if err == nil {
		model, err = serve(ctx, program, filepath.Join(dir, "model.db"), "--chat-model", "m", "--chat-url", endpoint.URL+"/v1")
	}
	if err != nil {
		stop()
	}
	return plain, model, stop, err
}

// serve starts the program and returns its address.
func serve(ctx context.Context, program, database string, more ...string) (string, error) {
	cmd := exec.CommandContext(ctx, program, append([]string{"serve", "--addr", "127.0.0.1:0", "--database", database}, more...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if address := listens.FindString(lines.Text()); address != "" {
			go io.Copy(io.Discard, out)
			return address, nil
		}
	}
	return "", errors.Join(errors.New("the program did not start"), cmd.Wait())
}

// halting is a model that quotes one sentence, begins another and waits.
func halting(w http.ResponseWriter, r *http.Request) {
	var body struct{ Stream bool }
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil || !body.Stream {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	for _, piece := range strings.SplitAfter("湛江市赤坎区积极应对人口老龄化，加快实现“老有所养、老有所医、老有所为、老有所学、老有所教、老有所乐”工作目标[1]。同时构建居家社区机构相协调、医养康养相结合的", "，") {
		line, _ := json.Marshal(map[string]any{"choices": []any{map[string]any{"delta": map[string]string{"content": piece}}}})
		fmt.Fprintf(w, "data: %s\n\n", line)
		w.(http.Flusher).Flush()
	}
	<-r.Context().Done()
}
