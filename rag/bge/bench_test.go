package bge

import (
	"context"
	"runtime"
	"testing"
)

// benchTexts returns 16 texts of a size, cut from the longest of texts.json.
// scripts/onnx/bench.py cuts the same.
func benchTexts(t testing.TB, size int) []string {
	var longest []rune
	for _, s := range readJSON[[]string](t, "texts.json") {
		if r := []rune(s); len(r) > len(longest) {
			longest = r
		}
	}
	texts := make([]string, 16)
	for i := range texts {
		texts[i] = string(longest[50*i:][:size])
	}
	return texts
}

// benchmark measures one text, in batches of 16 on all processors.
func benchmark(b *testing.B, m *Model, texts []string) {
	if _, err := m.Embed(context.Background(), texts); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Embed(context.Background(), texts); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*len(texts)), "ms/text")
}

func BenchmarkChunk150(b *testing.B) { benchmark(b, openModel(b), benchTexts(b, 150)) }

func BenchmarkChunk400(b *testing.B) { benchmark(b, openModel(b), benchTexts(b, 400)) }

func BenchmarkQuery(b *testing.B) {
	benchmark(b, openModel(b), []string{QueryInstruction + "赤坎区养老服务目标是什么"})
}

// BenchmarkKernels measures chunks of 150 characters with each kind.
func BenchmarkKernels(b *testing.B) {
	for _, k := range available() {
		b.Run(k.name, func(b *testing.B) {
			m, err := open(k)
			if err != nil {
				b.Fatal(err)
			}
			benchmark(b, m, benchTexts(b, 150))
		})
	}
}

// BenchmarkOpen measures the start to the first vector, and what the heap
// then holds.
func BenchmarkOpen(b *testing.B) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var m *Model
	for b.Loop() {
		m = openModel(b)
		if _, err := m.Embed(context.Background(), []string{"养老"}); err != nil {
			b.Fatal(err)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB-heap")
	runtime.KeepAlive(m)
}

// Twenty-four sentences are what an answer reads, of 40 characters each.
func BenchmarkRead(b *testing.B) {
	sentences := make([]Sentence, 24)
	for i := range sentences {
		sentences[i] = Sentence{"某区国民经济和社会发展第十四个五年规划，第七章 社会保障", longText(40)}
	}
	for _, k := range available() {
		b.Run(k.name, func(b *testing.B) {
			m, err := open(k)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := m.Read(b.Context(), "赤坎区养老服务目标是什么", sentences); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
