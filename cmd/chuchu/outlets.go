package main

import (
	"chuchu/server"
	"chuchu/server/mcp"
	"chuchu/server/openai"
)

// openOutlets opens the ways to a site's answers that other programs know.
func openOutlets(site *server.Server) {
	site.Open(server.Outlet{Prefix: openai.Prefix, Answer: openai.New(site).Answer, Tell: openai.Tell})
	site.Open(server.Outlet{Prefix: mcp.Path, Answer: mcp.New(site, site).Answer})
}
