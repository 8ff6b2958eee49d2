package openai

import (
	"errors"
	"fmt"
	"net"
	"testing"
)

// TestDialed: an address that does not answer is told in Chinese; other errors stay.
func TestDialed(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	_, err = net.Dial("tcp", address)
	if got, want := dialed(fmt.Errorf("post: %w", err)), address+" 连接被拒绝"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := dialed(errors.New("no")); got != "no" {
		t.Errorf("got %q", got)
	}
}
