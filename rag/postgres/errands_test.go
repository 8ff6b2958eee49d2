package postgres

import (
	"testing"

	"chuchu/rag/ragtest"
)

func TestErrands(t *testing.T) {
	ragtest.TestErrands(t, func(t *testing.T) func() ragtest.Office {
		url := newDatabase(t)
		return func() ragtest.Office { return openAt(t, url) }
	})
}
