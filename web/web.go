// Package web is the chat page: plain HTML, CSS and JavaScript modules.
package web

import "embed"

// FS holds index.html, document.html and what they load from assets.
//
//go:embed index.html document.html assets
var FS embed.FS
