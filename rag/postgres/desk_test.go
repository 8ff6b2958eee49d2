package postgres

import (
	"testing"

	"chuchu/rag/ragtest"
)

func TestArchive(t *testing.T) {
	ragtest.TestArchive(t, func(t *testing.T) func() ragtest.Records {
		url := newDatabase(t)
		return func() ragtest.Records { return openAt(t, url) }
	})
}

func TestDesk(t *testing.T) {
	ragtest.TestDesk(t, func(t *testing.T) func() ragtest.Desk {
		url := newDatabase(t)
		return func() ragtest.Desk { return openAt(t, url) }
	})
}
