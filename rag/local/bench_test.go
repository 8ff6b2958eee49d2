package local

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"chuchu/rag/bge"
	"chuchu/rag/ragtest"
	"chuchu/rag/talk"
)

func BenchmarkSearch(b *testing.B) {
	m, err := bge.Open()
	if err != nil {
		b.Fatal(err)
	}
	ragtest.BenchmarkSearch(b, ragtest.Bench{
		Embed: m.Embed, Instruction: bge.QueryInstruction,
		Settle: func(b *testing.B, s ragtest.Handle) { settle(b, s.(*Store)) },
		Place: func(b *testing.B) func() ragtest.Handle {
			path := filepath.Join(b.TempDir(), "chuchu.db")
			return func() ragtest.Handle {
				s, err := Open(b.Context(), path)
				if err != nil {
					b.Fatal(err)
				}
				return s
			}
		},
	})
}

// settle pictures the index, which the program does when nothing has changed for a while.
func settle(b *testing.B, s *Store) {
	started := time.Now()
	if err := s.refresh(b.Context()); err != nil {
		b.Fatal(err)
	}
	loaded := time.Now()
	if err := s.picture(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.Logf("read from the texts %v, pictured %v", loaded.Sub(started).Round(time.Millisecond), time.Since(loaded).Round(time.Millisecond))
}

func BenchmarkReplace(b *testing.B) {
	ragtest.BenchmarkReplace(b, openAt(b, filepath.Join(b.TempDir(), "chuchu.db")))
}

// BenchmarkAppend is what answers that stream at once ask of the file: each
// batch is a few records.
func BenchmarkAppend(b *testing.B) {
	s := openAt(b, filepath.Join(b.TempDir(), "chuchu.db"))
	var runs atomic.Int64
	text := json.RawMessage(`{"type":"delta","answer_id":"00000000-0000-0000-0000-000000000000","seq":1,"text":"健全基本养老服务体系，发展普惠型养老服务"}`)
	b.SetParallelism(150) // 300 answers on two cores
	b.RunParallel(func(p *testing.PB) {
		id := fmt.Sprint("answer", runs.Add(1))
		lease := time.Now().Add(time.Minute)
		if err := s.Begin(b.Context(), talk.Run{AnswerID: id, ConversationID: id, Owner: "local", Started: lease}, lease); err != nil {
			b.Error(err)
		}
		for seq := 1; p.Next(); seq += 3 {
			records := []talk.Record{{Seq: seq, Type: "delta", Data: text}, {Seq: seq + 1, Type: "delta", Data: text}, {Seq: seq + 2, Type: "delta", Data: text}}
			if _, err := s.Append(b.Context(), id, records, lease); err != nil {
				b.Error(err)
			}
		}
	})
}
