// Package reach says in Chinese why an address could not be reached, as all
// checks, notices and messages of the program say it.
package reach

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/url"
	"syscall"
)

// What Why says.
const (
	sayCertificate = "证书不受信任"
	sayProxy       = "代理服务器连不上"
	sayRefused     = "连接被拒绝"
	sayNoHost      = "找不到主机"
	saySilent      = "没有响应"
	sayNoWay       = "网络不通"
	sayBroken      = "连接中断"
	sayForbidden   = "没有权限"
	sayNotHere     = "本机没有这个地址"
	sayMalformed   = "地址有误"
)

// Why is the reason that an error of dialling, of a request or of listening
// gives, in a few words without the address, which may hold secrets. It is ""
// for an error that says nothing of the way there.
func Why(err error) string {
	var host *net.DNSError
	var op *net.OpError
	var malformed *net.AddrError
	var timeout net.Error
	switch {
	case untrusted(err):
		return sayCertificate
	case errors.As(err, &op) && op.Op == "proxyconnect":
		return sayProxy
	case errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, windowsRefused):
		return sayRefused
	case errors.As(err, &host):
		return sayNoHost
	case errors.As(err, &timeout) && timeout.Timeout():
		return saySilent
	case errors.Is(err, syscall.EHOSTUNREACH) || errors.Is(err, syscall.ENETUNREACH):
		return sayNoWay
	case errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return sayBroken
	case errors.As(err, &op) && errors.Is(err, fs.ErrPermission):
		return sayForbidden
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return sayNotHere
	case errors.As(err, &malformed):
		return sayMalformed
	}
	return ""
}

// Told is Why, or what an error of another kind says itself, without the
// address that an error of a request repeats.
func Told(err error) string {
	if why := Why(err); why != "" {
		return why
	}
	var at *url.Error
	if errors.As(err, &at) {
		err = at.Err
	}
	return err.Error()
}

// untrusted tells whether an error is one of a certificate.
func untrusted(err error) bool {
	var (
		unknown x509.UnknownAuthorityError
		invalid x509.CertificateInvalidError
		name    x509.HostnameError
		verify  *tls.CertificateVerificationError
	)
	return errors.As(err, &unknown) || errors.As(err, &invalid) || errors.As(err, &name) || errors.As(err, &verify)
}

// windowsRefused is what Windows calls ECONNREFUSED.
const windowsRefused = syscall.Errno(10061)
