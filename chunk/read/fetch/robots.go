package fetch

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

const maxRobots = 500 << 10 // bytes of robots.txt that are read (RFC 9309)

// mayRead asks a site's robots.txt (RFC 9309): where there is none all may be
// read, where it cannot be had nothing.
func mayRead(ctx context.Context, client *http.Client, u *url.URL) error {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	resp, err := send(ctx, client, at)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	switch resp.StatusCode / 100 {
	case 5:
		return sayError(fmt.Sprintf(sayNoRobots, Plain(u.String())))
	case 2:
	default:
		return nil
	}
	text, err := io.ReadAll(io.LimitReader(resp.Body, maxRobots))
	if err != nil {
		return err
	}
	if !allowed(string(text), u) {
		return sayError(fmt.Sprintf(sayRobots, Plain(u.String())))
	}
	return nil
}

// A rule allows or forbids addresses.
type rule struct {
	path  string
	allow bool
}

// allowed tells whether a robots.txt lets us read an address: the longest rule
// that fits decides, one that allows before one that forbids.
func allowed(text string, u *url.URL) bool {
	target := u.EscapedPath()
	if target == "" {
		target = "/"
	}
	if u.RawQuery != "" {
		target += "?" + u.RawQuery
	}
	best := rule{allow: true}
	for _, r := range rulesFor(text) {
		if r.path != "" && r.fits(target) && (len(r.path) > len(best.path) || len(r.path) == len(best.path) && r.allow) {
			best = r
		}
	}
	return best.allow
}

// rulesFor are the rules of the groups for us, else of those for everybody.
func rulesFor(text string) []rule {
	groups := map[string][]rule{}
	var names []string
	begun := false // the group has rules: another name begins a new one
	for l := range strings.Lines(text) {
		l, _, _ = strings.Cut(l, "#")
		key, value, ok := strings.Cut(l, ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch key = strings.ToLower(strings.TrimSpace(key)); key {
		case "user-agent":
			if begun {
				names, begun = nil, false
			}
			names = append(names, strings.ToLower(value))
		case "allow", "disallow":
			begun = true
			for _, n := range names {
				groups[n] = append(groups[n], rule{value, key == "allow"})
			}
		}
	}
	if ours, ok := groups[agent]; ok {
		return ours
	}
	return groups["*"]
}

// fits tells whether an address begins as a rule says; * stands for anything,
// $ for the end.
func (r rule) fits(target string) bool {
	pattern, whole := strings.CutSuffix(r.path, "$")
	parts := strings.Split(pattern, "*")
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	expr := "^" + strings.Join(parts, ".*")
	if whole {
		expr += "$"
	}
	re, err := regexp.Compile(expr)
	return err == nil && re.MatchString(target)
}
