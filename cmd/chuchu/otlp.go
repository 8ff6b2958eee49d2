package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// A collector is an otlptrace.Client that posts spans to an address. The
// client of OpenTelemetry's own brings all of gRPC with it, 2 MB of the program.
type collector struct {
	address string
	headers http.Header
	limit   time.Duration // of one try
	wait    time.Duration // before the second try, doubled before each later one
}

// tries is how often spans are sent that a receiver cannot take.
const tries = 4

// newCollector reads the variables that say how spans are sent.
func newCollector(to *url.URL, getenv environ) (collector, error) {
	c := collector{to.String(), http.Header{}, 10 * time.Second, time.Second}
	for _, name := range []string{"OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS"} {
		for pair := range strings.SplitSeq(getenv(name), ",") {
			key, value, ok := strings.Cut(pair, "=")
			value, err := url.PathUnescape(strings.TrimSpace(value))
			if strings.TrimSpace(pair) == "" {
				continue
			}
			if !ok || err != nil {
				return c, fmt.Errorf("%s 应形如 名称=值,名称=值", name)
			}
			c.headers.Set(strings.TrimSpace(key), value)
		}
	}
	for _, name := range []string{"OTEL_EXPORTER_OTLP_TIMEOUT", "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT"} {
		if text := getenv(name); text != "" {
			ms, err := strconv.Atoi(text)
			if err != nil || ms <= 0 {
				return c, fmt.Errorf("%s 应为毫秒数", name)
			}
			c.limit = time.Duration(ms) * time.Millisecond
		}
	}
	return c, nil
}

// Start implements otlptrace.Client: nothing is dialled before there is something to send.
func (c collector) Start(context.Context) error { return nil }

// Stop implements otlptrace.Client.
func (c collector) Stop(context.Context) error { return nil }

// UploadTraces implements otlptrace.Client. What a receiver cannot take now is
// sent again, until ctx ends.
func (c collector) UploadTraces(ctx context.Context, spans []*v1.ResourceSpans) error {
	body, err := proto.Marshal(&v1.TracesData{ResourceSpans: spans}) // as an ExportTraceServiceRequest is written
	if err != nil {
		return err
	}
	wait := c.wait
	for try := 1; ; try++ {
		again, err := c.post(ctx, body)
		if err == nil || !again || try == tries {
			return err
		}
		select {
		case <-time.After(wait):
			wait *= 2
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		}
	}
}

// post sends spans once, and tells whether to try again.
func (c collector) post(ctx context.Context, body []byte) (again bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, c.limit)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.address, bytes.NewReader(body))
	if err != nil {
		return false, err
	}
	r.Header = c.headers.Clone()
	r.Header.Set("Content-Type", "application/x-protobuf")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return true, err
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<20)) // so that the connection serves again
	switch s := resp.StatusCode; {
	case s < 300:
		return false, nil
	case s == http.StatusTooManyRequests || s == http.StatusBadGateway || s == http.StatusServiceUnavailable || s == http.StatusGatewayTimeout:
		return true, errors.New(resp.Status)
	}
	return false, errors.New(resp.Status)
}
