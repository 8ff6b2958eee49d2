package openai

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
)

// models lists the names that an endpoint offers, at most 20.
func models(ctx context.Context, e Endpoint) []string {
	client, err := e.api()
	if err != nil {
		return nil
	}
	list, err := client.ListModels(ctx)
	if err != nil {
		return nil
	}
	var names []string
	for _, m := range list.Models {
		if m.ID != "" {
			names = append(names, m.ID)
		}
	}
	slices.Sort(names)
	return names[:min(len(names), 20)]
}

// paths are what base URLs end with, by what the host is called.
var paths = []struct{ host, path string }{
	{"aliyuncs.com", "/compatible-mode/v1"}, {"volces.com", "/api/v3"}, {"bigmodel.cn", "/api/paas/v4"}, {"", "/v1"},
}

// elsewhere finds the base URL that was meant, "" when it does not.
func elsewhere(ctx context.Context, e Endpoint) string {
	base := e.address("")
	for _, call := range []string{"/chat/completions", "/embeddings", "/completions", "/models"} {
		if stem, ok := strings.CutSuffix(base, call); ok {
			return stem
		}
	}
	for _, p := range paths {
		if !strings.Contains(e.Host(), p.host) {
			continue
		}
		e.BaseURL = cmp.Or(root(base), base) + p.path
		if e.BaseURL != base && answers(ctx, e) {
			return e.BaseURL
		}
		return ""
	}
	return ""
}

// root is an address without its path.
func root(base string) string {
	if scheme, rest, ok := strings.Cut(base, "://"); ok {
		host, _, _ := strings.Cut(rest, "/")
		return scheme + "://" + host
	}
	return ""
}

// answers tells whether an OpenAI-compatible endpoint is there, be it one that
// refuses the key.
func answers(ctx context.Context, e Endpoint) bool {
	client, err := e.api()
	if err != nil {
		return false
	}
	list, err := client.ListModels(ctx)
	var r *refusal
	if errors.As(err, &r) {
		return r.status == 401 || r.status == 403
	}
	return err == nil && len(list.Models) > 0
}
