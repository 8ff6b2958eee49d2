package server

import (
	"net/http"
	"strings"
	"testing"
)

// A query that cannot be read is refused on every route, bots' and links too,
// and never read in part.
func TestUnreadableQuery(t *testing.T) {
	s, keys := newKeyed(t, quoting)
	s.OpenCallback("/bot/in", http.HandlerFunc(signedOnly))
	chief := "Authorization: Bearer " + keys["chief"]
	for _, r := range routes {
		c := r.call
		c.name, c.path, c.header, c.status, c.want = r.pattern, c.path+"?documents=plan;", chief, 400, `{"error":{"code":"invalid_request","message":"网址中`
		s.check(t, c)
	}
	for _, query := range []string{"documents=plan;", "documents=%", "documents=%zz", "a=1;b=2&documents=plan", "documents=plan&%u5f20", ";"} {
		s.checkAll(t, []call{
			{name: query, path: "/api/indicators?" + query, header: chief, status: 400, want: "invalid_request"},
			{name: query, path: "/bot/in?sig=good&" + query, body: "1", status: 400, want: "invalid_request"},
		})
	}
	for _, query := range []string{"", "documents=plan", "documents=plan%3B&", "&&", "documents=plan&x=%E5%BC%A0", "documents=plan&r="} {
		want := "indicators"
		if strings.HasPrefix(query, "documents=plan&") {
			want = "人均预期寿命"
		}
		status := 200
		if strings.Contains(query, "%3B") {
			status, want = 404, "not_found"
		}
		s.check(t, call{name: query, path: "/api/indicators?" + query, header: chief, status: status, want: strings.TrimPrefix(want, "indicators")})
	}
}
