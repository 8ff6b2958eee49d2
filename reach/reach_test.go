package reach

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"
)

// Each way to fail has its words, however deep the error is wrapped.
func TestWhy(t *testing.T) {
	dial := func(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	for _, c := range []struct {
		err  error
		want string
	}{
		{dial(os.NewSyscallError("connect", syscall.ECONNREFUSED)), "连接被拒绝"},
		{dial(windowsRefused), "连接被拒绝"},
		{dial(&net.DNSError{Err: "no such host", Name: "nowhere.invalid", IsNotFound: true}), "找不到主机"},
		{dial(os.ErrDeadlineExceeded), "没有响应"},
		{context.DeadlineExceeded, "没有响应"},
		{dial(syscall.EHOSTUNREACH), "网络不通"},
		{dial(syscall.ENETUNREACH), "网络不通"},
		{dial(syscall.ECONNRESET), "连接中断"},
		{io.ErrUnexpectedEOF, "连接中断"},
		{&net.OpError{Op: "proxyconnect", Err: syscall.ECONNREFUSED}, "代理服务器连不上"}, // the proxy's trouble, not the site's
		{&net.OpError{Op: "listen", Err: os.NewSyscallError("bind", syscall.EACCES)}, "没有权限"},
		{&net.OpError{Op: "listen", Err: os.NewSyscallError("bind", syscall.EADDRNOTAVAIL)}, "本机没有这个地址"},
		{&net.OpError{Op: "listen", Err: &net.AddrError{Err: "missing port in address", Addr: "x"}}, "地址有误"},
		{os.ErrPermission, ""}, // of a file
		{context.Canceled, ""}, // nobody waits for the reason
		{errors.New("no"), ""},
	} {
		wrapped := fmt.Errorf("ask: %w", &url.Error{Op: "Get", URL: "https://x/?token=secret", Err: c.err})
		if got := Why(wrapped); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
		if told := Told(wrapped); told == "" || strings.Contains(told, "secret") || c.want != "" && told != c.want {
			t.Errorf("%v: told %q", c.err, told)
		}
	}
}

// Errors as they really come.
func TestWhyOfRequests(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := "http://" + l.Addr().String()
	l.Close()
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = nil
	secure.StartTLS()
	defer secure.Close()
	for address, want := range map[string]string{closed: "连接被拒绝", secure.URL: "证书不受信任"} {
		resp, err := http.Get(address)
		if err == nil {
			resp.Body.Close()
			t.Fatalf("%s answers", address)
		}
		if got := Why(err); got != want {
			t.Errorf("%v: %q, want %q", err, got, want)
		}
	}
}
