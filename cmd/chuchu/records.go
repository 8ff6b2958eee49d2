package main

import (
	"chuchu/rag/local"
	"chuchu/rag/postgres"
	"chuchu/rag/talk"
	"chuchu/server"
)

// records are what a store keeps beside a library and the answers in the
// making: conversations, feedback, files on their way in and out.
type records interface {
	talk.Archive
	talk.Judge
	server.Shelf
}

// Every store keeps them.
var (
	_ records = (*local.Store)(nil)
	_ records = (*postgres.Store)(nil)
)

// records returns what the library's store keeps beside the library.
func (l library) records() records {
	kept, _ := l.store.(records) // see above
	return kept
}
