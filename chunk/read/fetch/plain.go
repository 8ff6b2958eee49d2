package fetch

import (
	"net/url"
	"regexp"
	"strings"
)

var (
	isAddress = regexp.MustCompile(`(?i)^\s*(?:https?:|[a-z][a-z0-9+.-]*://)`)

	// userInfo is what stands before the @ of an address, also of one that is
	// not written as it should be.
	userInfo = regexp.MustCompile(`^(\s*[A-Za-z][A-Za-z0-9+.-]*:/*)[^/?#]*@`)

	secret = regexp.MustCompile(`(?i)^(?:.*[_-])?(?:token|apikey|api[_-]key|access[_-]key|accesskeyid|secret|password|passwd|pwd|signature|credential|auth|authorization|sessionid)$`)
)

// Plain is an address without its user name and password, and without those
// values of its query whose names say that they are secret: so it may be shown
// and kept. What is no address stays as it is.
func Plain(address string) string {
	if !isAddress.MatchString(address) {
		return address
	}
	address = userInfo.ReplaceAllString(address, "$1")
	address, fragment, hasFragment := strings.Cut(address, "#")
	address, query, hasQuery := strings.Cut(address, "?")
	if hasQuery {
		address += "?" + withoutSecrets(query)
	}
	if hasFragment {
		address += "#" + fragment
	}
	return strings.TrimSuffix(address, "?")
}

// withoutSecrets is a query, as it was written, without what is secret in it.
func withoutSecrets(query string) string {
	var out []string
	for field := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(field, "=")
		if plain, err := url.QueryUnescape(name); err == nil {
			name = plain
		}
		if !secret.MatchString(name) {
			out = append(out, field)
		}
	}
	return strings.Join(out, "&")
}
