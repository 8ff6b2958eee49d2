package server

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// Metrics count what this process does, for Prometheus. No label has a text, a
// name or an id that a client chose.
type Metrics struct {
	registry *prometheus.Registry
	stages   *prometheus.HistogramVec // by stage
	answers  *prometheus.CounterVec   // by outcome
	refusals *prometheus.CounterVec   // by reason
	failures *prometheus.CounterVec   // by code
	dropped  *prometheus.CounterVec   // sentences, by problem
	notices  *prometheus.CounterVec   // by code
	endpoint *prometheus.CounterVec   // errors, by endpoint
	parts    *prometheus.HistogramVec // of finding, by step
	requests *prometheus.CounterVec   // by route, method and status
	took     *prometheus.HistogramVec // requests, by route
}

// NewMetrics returns Metrics that have counted nothing.
func NewMetrics() *Metrics {
	m := &Metrics{registry: prometheus.NewRegistry()}
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		c := prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
		m.registry.MustRegister(c)
		return c
	}
	histogram := func(name, help, label string, buckets []float64) *prometheus.HistogramVec {
		h := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: buckets}, []string{label})
		m.registry.MustRegister(h)
		return h
	}
	m.stages = histogram("chuchu_answer_stage_seconds", "Time of each step of finished answers: understand, find, first_piece, write, verify, total.",
		"stage", []float64{.002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 20, 60, 120})
	m.parts = histogram("chuchu_find_step_seconds", "Time of each step of finding: embed, match, near, fuse, rerank, rewrite.",
		"step", []float64{.0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5})
	m.took = histogram("chuchu_http_request_seconds", "Time of requests until their response was written.", "route", prometheus.DefBuckets)
	m.answers = counter("chuchu_answers_total", "Answers by outcome: answered, refused, stopped, failed.", "outcome")
	m.refusals = counter("chuchu_refusals_total", "Refusals by reason.", "reason")
	m.failures = counter("chuchu_answer_failures_total", "Failed answers by code.", "code")
	m.dropped = counter("chuchu_sentences_dropped_total", "Sentences that did not stand the check, by problem.", "problem")
	m.notices = counter("chuchu_notices_total", "Notices of answers by code; fallback is one.", "code")
	m.endpoint = counter("chuchu_endpoint_errors_total", "Errors of the endpoints that write, rewrite, embed and rerank.", "endpoint")
	m.requests = counter("chuchu_http_requests_total", "Requests by route, method and status.", "route", "method", "status")
	for _, e := range []string{"chat", "rewrite", "embed", "rerank"} {
		m.endpoint.WithLabelValues(e) // there from the start: the first error is a rise too
	}
	for _, o := range []string{"answered", "refused", talk.Stopped, talk.Failed} {
		m.answers.WithLabelValues(o)
	}
	own := prometheus.WrapRegistererWithPrefix("chuchu_", m.registry)
	own.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Answered counts an answer; it is what a talk.Watch does.
func (m *Metrics) Answered(_ context.Context, o talk.Outcome) {
	outcome := o.Type
	switch {
	case o.Type == talk.Finished && o.Refused:
		outcome = "refused"
		m.refusals.WithLabelValues(o.Reason).Inc()
	case o.Type == talk.Finished:
		outcome = "answered"
	case o.Type == talk.Failed:
		m.failures.WithLabelValues(o.Code).Inc()
	}
	m.answers.WithLabelValues(outcome).Inc()
	for _, s := range o.Steps {
		m.stages.WithLabelValues(s.Name).Observe(s.Took.Seconds())
	}
	for _, p := range o.Dropped {
		m.dropped.WithLabelValues(p).Inc()
	}
	for _, code := range o.Notices {
		m.notices.WithLabelValues(code).Inc()
		if code == rag.NoticeFallback {
			m.EndpointFailed("chat")
		}
	}
	if o.Code == talk.ModelFailed {
		m.EndpointFailed("chat")
	}
}

// Trace counts the steps of finding, which next is told of too; nil is nobody.
// A question goes on without the endpoint that fails in one of them: only here
// it is seen.
func (m *Metrics) Trace(next rag.Trace) rag.Trace {
	return func(ctx context.Context, step string) (context.Context, func(error, ...slog.Attr)) {
		begun, over := time.Now(), func(error, ...slog.Attr) {}
		if next != nil {
			ctx, over = next(ctx, step)
		}
		return ctx, func(err error, about ...slog.Attr) {
			m.stepped(step, time.Since(begun), err)
			over(err, about...)
		}
	}
}

// stepped counts a step of finding.
func (m *Metrics) stepped(step string, took time.Duration, err error) {
	switch step {
	case "embed", "rerank", "rewrite":
		if err != nil && !errors.Is(err, context.Canceled) { // the client is gone
			m.EndpointFailed(step)
		}
	case "match", "near", "fuse":
	default:
		return
	}
	m.parts.WithLabelValues(step).Observe(took.Seconds())
}

// EndpointFailed counts an error of an endpoint: chat, rewrite, embed or rerank.
func (m *Metrics) EndpointFailed(endpoint string) { m.endpoint.WithLabelValues(endpoint).Inc() }

// served counts a request.
func (m *Metrics) served(route, method string, status int, took time.Duration) {
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Inc()
	m.took.WithLabelValues(route).Observe(took.Seconds())
}

// inHand returns what tells, whenever it is read, what a server has in hand.
func inHand(s *Server) *prometheus.Registry {
	all := prometheus.NewRegistry()
	gauge := func(name, help string, value func() float64) {
		all.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value))
	}
	gauge("chuchu_sockets", "Websockets that are open.", func() float64 { return float64(s.sockets.count()) })
	gauge("chuchu_leases", "Answers that this process is making, each of which holds a lease.", func() float64 {
		making, _ := s.o.Runner.Running()
		return float64(making)
	})
	gauge("chuchu_answers_waiting", "Questions that wait for a place.", func() float64 {
		_, waiting := s.o.Runner.Running()
		return float64(waiting)
	})
	all.MustRegister(library{s})
	return all
}

// A library tells what the library holds. It is asked once a reading.
type library struct{ s *Server }

// descriptions of what a library tells.
func descriptions() (documents, chunks, backlog *prometheus.Desc) {
	return prometheus.NewDesc("chuchu_documents", "Documents by state.", []string{"state"}, nil),
		prometheus.NewDesc("chuchu_chunks", "Chunks of all documents.", nil, nil),
		prometheus.NewDesc("chuchu_backlog_chunks", "Chunks that are not embedded yet.", nil, nil)
}

// Describe implements prometheus.Collector.
func (l library) Describe(out chan<- *prometheus.Desc) {
	documents, chunks, backlog := descriptions()
	out <- documents
	out <- chunks
	out <- backlog
}

// Collect implements prometheus.Collector. A library that cannot be read tells nothing.
func (l library) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), l.s.pace.write)
	defer cancel()
	docs, err := l.s.listed(ctx)
	if err != nil {
		l.s.o.Log.Warn("metrics of the library", "error", err)
		return
	}
	documents, chunks, backlog := descriptions()
	states, all, left := map[string]int{}, 0, 0
	for _, d := range docs {
		states[d.State]++
		all += d.Chunks
		left += d.Chunks - d.Embedded
	}
	for state, n := range states {
		out <- prometheus.MustNewConstMetric(documents, prometheus.GaugeValue, float64(n), state)
	}
	out <- prometheus.MustNewConstMetric(chunks, prometheus.GaugeValue, float64(all))
	out <- prometheus.MustNewConstMetric(backlog, prometheus.GaugeValue, float64(left))
}

// metrics answers GET /metrics.
func (s *Server) metrics(w http.ResponseWriter, r *http.Request) error {
	s.allow(w, s.pace.read)
	w.Header().Set("Cache-Control", "no-store")
	promhttp.HandlerFor(prometheus.Gatherers{s.o.Metrics.registry, s.inHand}, promhttp.HandlerOpts{}).ServeHTTP(w, r)
	return nil
}
