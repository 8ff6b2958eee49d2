package talk_test

import (
	"testing"
	"time"

	"chuchu/rag/talk"
)

// What is called again and again is called no more once stop returned.
func TestEvery(t *testing.T) {
	called := make(chan struct{})
	ended := make(chan struct{})
	stop := talk.Every(time.Millisecond, func() {
		select {
		case called <- struct{}{}:
		case <-ended:
		}
	})
	<-called
	<-called
	close(ended)
	stop()
	select {
	case <-called:
		t.Error("called after its end")
	default:
	}
}
