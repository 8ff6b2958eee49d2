package server

import (
	"bufio"
	"net"
	"net/http"
)

// Hijack implements http.Hijacker, which the websocket asks for.
func (w *recorder) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	w.status = http.StatusSwitchingProtocols
	return http.NewResponseController(w.ResponseWriter).Hijack()
}
