package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"chuchu/rag"
)

// traces are sent by OpenTelemetry's protocol over HTTP, when its variables
// name a receiver. The zero traces are sent nowhere, and nothing is dialled.
type traces struct {
	step  rag.Trace // nil where nobody wants them
	sends string    // says where they go, "" for nowhere
	close func()    // sends what is left
}

// flushTime is how long the receiver has for what is left at the end.
const flushTime = 5 * time.Second

// openTraces reads the standard variables: what they say of sampling, batches
// and the like, OpenTelemetry's own code reads.
func openTraces(ctx context.Context, getenv environ, log *slog.Logger) (traces, error) {
	to, err := receiver(getenv)
	if to == nil || err != nil {
		return traces{close: func() {}}, err
	}
	client, err := newCollector(to, getenv)
	if err != nil {
		return traces{}, err
	}
	exporter, err := otlptrace.New(ctx, client)
	if err != nil {
		return traces{}, fmt.Errorf("open traces: %w", err)
	}
	about, err := resource.New(ctx, resource.WithAttributes(attribute.String("service.name", "chuchu"), attribute.String("service.version", version)), resource.WithFromEnv())
	if err != nil {
		return traces{}, fmt.Errorf("open traces: %w", err)
	}
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { log.Warn("send traces", "error", err) }))
	provider := sdk.NewTracerProvider(sdk.WithBatcher(exporter), sdk.WithResource(about))
	return traces{
		step: tracer{provider.Tracer("chuchu")}.step, sends: fmt.Sprintf(sayTraces, to.Host),
		close: func() {
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), flushTime)
			defer cancel()
			if err := provider.Shutdown(ctx); err != nil {
				log.Warn("send the last traces", "error", err)
			}
		},
	}, nil
}

// receiver is where traces go, nil for nowhere.
func receiver(getenv environ) (*url.URL, error) {
	if strings.EqualFold(getenv("OTEL_SDK_DISABLED"), "true") || getenv("OTEL_TRACES_EXPORTER") == "none" {
		return nil, nil
	}
	name, address := "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
	if address == "" {
		name, address = "OTEL_EXPORTER_OTLP_ENDPOINT", strings.TrimSuffix(getenv("OTEL_EXPORTER_OTLP_ENDPOINT"), "/")
		if address == "" {
			return nil, nil
		}
		address += "/v1/traces"
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%s 不是网址；应如 http://127.0.0.1:4318", name)
	}
	for _, name := range []string{"OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"} {
		if p := getenv(name); p != "" && p != "http/protobuf" {
			return nil, fmt.Errorf("%s 只能是 http/protobuf，不能是 %s", name, p)
		}
	}
	return u, nil
}

// A tracer makes spans of steps.
type tracer struct{ trace.Tracer }

// step is a rag.Trace. Of an error no more is told than that there was one: an
// endpoint's may repeat what it was sent.
func (t tracer) step(ctx context.Context, name string) (context.Context, func(error, ...slog.Attr)) {
	kind := trace.SpanKindInternal
	if name == "request" {
		kind = trace.SpanKindServer
	}
	ctx, span := t.Start(ctx, name, trace.WithSpanKind(kind))
	return ctx, func(err error, about ...slog.Attr) {
		for _, a := range about {
			span.SetAttributes(attributeOf(a))
		}
		if err != nil {
			span.SetStatus(codes.Error, "")
		}
		span.End()
	}
}

// attributeOf puts an attribute into OpenTelemetry's form.
func attributeOf(a slog.Attr) attribute.KeyValue {
	if a.Value.Kind() == slog.KindInt64 {
		return attribute.Int64(a.Key, a.Value.Int64())
	}
	return attribute.String(a.Key, a.Value.String())
}
