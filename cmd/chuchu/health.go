package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"chuchu/reach"
)

type checkHealthCommand struct {
	Addr string `environment:"" default:"127.0.0.1:8080" help:"服务的监听地址。"`
}

// Run asks a server on this machine whether it can read its library; containers
// call it.
func (c *checkHealthCommand) Run(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+within(c.Addr)+"/readyz", nil)
	if err != nil {
		return fmt.Errorf("地址 %s 有误；应形如 127.0.0.1:8080", c.Addr)
	}
	res, err := (&http.Client{Transport: &http.Transport{}}).Do(req) // no proxy stands on the way to oneself
	if err != nil {
		return fmt.Errorf(sayNoServer, c.Addr, reach.Told(err))
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s 上的服务不正常：%s", c.Addr, res.Status)
	}
	return nil
}

// within is how this machine reaches what listens on an address, which may be
// all addresses.
func within(address string) string {
	host, port, err := net.SplitHostPort(address)
	if ip := net.ParseIP(host); err == nil && (host == "" || ip != nil && ip.IsUnspecified()) {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return address
}
