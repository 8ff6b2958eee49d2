package fetch

import (
	"errors"
	"net"
	"net/netip"
	"testing"
)

func TestIsPublic(t *testing.T) {
	for _, address := range []string{"8.8.8.8", "114.114.114.114", "2400:3200::1", "2606:4700::1", "::ffff:8.8.8.8"} {
		if !isPublic(netip.MustParseAddr(address)) {
			t.Errorf("%s is public", address)
		}
	}
	for _, address := range []string{
		"10.0.0.1", "172.16.0.1", "192.168.1.1", "127.0.0.1", "169.254.1.1", "100.64.0.1", "100.127.255.255", "0.0.0.0", "0.1.2.3", "224.0.0.1", "239.1.1.1",
		"192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.1", "198.51.100.7", "203.0.113.9", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "ff0e::1",
		"64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::1", "3fff::1", "5f00::1",
	} {
		if isPublic(netip.MustParseAddr(address)) {
			t.Errorf("%s is not public", address)
		}
	}
}

// TestOwnAddresses: what this machine is reached by is not dialled, public or not.
func TestOwnAddresses(t *testing.T) {
	own, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range own {
		a := netip.MustParsePrefix(o.String()).Addr()
		if !isOwn(a) {
			t.Errorf("%s is this machine's", a)
		}
		if err := onlyPublic("tcp", netip.AddrPortFrom(a, 80).String(), nil); !errors.Is(err, errPrivate) {
			t.Errorf("%s: %v", a, err)
		}
	}
	if isOwn(netip.MustParseAddr("203.0.113.9")) {
		t.Error("an address of papers is nobody's")
	}
	if err := onlyPublic("tcp", "8.8.8.8:443", nil); err != nil {
		t.Errorf("a public address: %v", err)
	}
}
