package fetch

import (
	"strings"
	"testing"
)

func TestPlain(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/a?id=3&page=2#x":               "https://example.org/a?id=3&page=2#x",
		"https://user:hunter2@example.org/a":                "https://example.org/a",
		"HTTP://user:p@ss@example.org":                      "HTTP://example.org",
		"http:user:hunter2@example.org":                     "http:example.org",
		"https://user:%zz@example.org/a":                    "https://example.org/a",
		"https://example.org/a?token=hunter2":               "https://example.org/a",
		"https://example.org/a?id=3&access_token=hunter2#b": "https://example.org/a?id=3#b",
		"https://example.org/a?X-Amz-Signature=hunter2&b=1": "https://example.org/a?b=1",
		"https://example.org/a?to%6ben=hunter2&b=1":         "https://example.org/a?b=1",
		"https://example.org/@author/a":                     "https://example.org/@author/a",
		"某市人民政府网站 user@example.org":                         "某市人民政府网站 user@example.org",
		"": "",
	} {
		if got := Plain(address); got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
	}
}

// TestSecretsAreNotTold: whatever goes wrong, no error repeats a secret.
func TestSecretsAreNotTold(t *testing.T) {
	s := site(t)
	host := strings.TrimPrefix(s.URL, "http://")
	for address, says := range map[string]string{
		"http://user:hunter2@" + host + "/plan":   "用户名和密码",
		"http://user:hunter2@%zz/":                "地址有误",
		"ftp://user:hunter2@example.org/":         "地址有误",
		s.URL + "/none?token=hunter2":             "404",
		s.URL + "/private/x?token=hunter2":        "robots.txt",
		s.URL + "/credentials":                    "用户名和密码",
		"http://127.0.0.1:1/a?password=hunter2":   "失败",
		"http://user:hunter2@127.0.0.1:1/a?b=%zz": "用户名和密码",
	} {
		_, err := Fetcher{AllowPrivate: true}.Get(t.Context(), address)
		if err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: got %v; want %s", address, err, says)
		}
	}
}
