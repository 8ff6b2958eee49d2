package openai

import (
	"io"
	"strings"
	"testing"
)

// cuts splits a text into pieces between characters; every byte of at says
// how long one is. JSON holds no half characters.
func cuts(text string, at []byte) (pieces []string) {
	rs := []rune(text)
	for i := 0; len(rs) > 0; i++ {
		n := len(rs)
		if len(at) > 0 {
			n = min(n, 1+int(at[i%len(at)])%17)
		}
		pieces, rs = append(pieces, string(rs[:n])), rs[n:]
	}
	return pieces
}

// thoughtless runs a thinker over pieces.
func thoughtless(pieces []string) string {
	var t thinker
	out := ""
	for _, p := range pieces {
		text, restart := t.push(p)
		if restart {
			out = ""
		}
		out += text
	}
	return out + t.flush()
}

func TestThinker(t *testing.T) {
	for text, want := range map[string]string{
		"":                             "",
		"答。":                           "答。",
		"<think>想</think>答。":           "答。",
		"想</think>答。":                  "答。",
		"<think>想":                     "",
		"甲<think>想</think>乙":           "甲乙",
		"甲<think>想</think>乙</think>丙":  "丙",
		"想</think><think>想</think>丙":   "丙",
		"<think><think>想</think>丙":     "丙",
		"a < b, </thin":                "a < b, </thin",
		"<thinking>不是标记":               "<thinking>不是标记",
		"<think></think><think></thi":  "",
		"<<think>想</think>think>也不是标记": "<think>也不是标记",
	} {
		for _, at := range [][]byte{nil, {0}, {1}, {2, 5}, {4}, {6}} {
			if got := thoughtless(cuts(text, at)); got != want {
				t.Errorf("%q cut %v: %q, want %q", text, at, got, want)
			}
		}
	}
}

// Where the pieces are cut changes nothing, and no mark stays in the answer
// unless what was taken out made it.
func FuzzThinker(f *testing.F) {
	f.Add("想</think>答<think>再想</think>。", []byte{0})
	f.Add("<think>想</thi</think>答</think", []byte{3, 1, 4})
	f.Fuzz(func(t *testing.T, text string, at []byte) {
		text = strings.ToValidUTF8(text, "?")
		whole := thoughtless([]string{text})
		if got := thoughtless(cuts(text, at)); got != whole {
			t.Errorf("%q cut %v: %q, whole %q", text, at, got, whole)
		}
		if !strings.Contains(text, "<") && whole != text {
			t.Errorf("%q became %q", text, whole)
		}
		if i := strings.LastIndex(text, thinkClose); i >= 0 && !strings.HasSuffix(text[i+len(thinkClose):], whole) && !strings.Contains(text, thinkOpen) {
			t.Errorf("%q left %q", text, whole)
		}
	})
}

func opened(pieces []string) (at int, all string) {
	var o opening
	at = -1
	for i, p := range pieces {
		text := o.push(p)
		if text != "" && at < 0 {
			at = i
		}
		all += text
	}
	return at, all + o.flush()
}

func TestOpening(t *testing.T) {
	for _, c := range []struct {
		pieces []string
		at     int // piece with which text begins to flow, -1 for the end
	}{
		{[]string{"赤坎区：床位", "达到1200张", "[1", "]。", "后文"}, 2},
		{[]string{"床位1200张。", "[", "1]后文"}, 1},
		{[]string{"床位1200张。\n", "\n【资料1】", "后文"}, 1},
		{[]string{"一是养老；二是托幼", "【1】。"}, 1},
		{[]string{"好的，我来看。", "资料[1]写了", "床位[1]。"}, -1},
		{[]string{"资料中未提及：费用。"}, -1},
		{[]string{"见[附件]所列。", "床位[1]。"}, -1},
	} {
		at, all := opened(c.pieces)
		if at != c.at || all != strings.Join(c.pieces, "") {
			t.Errorf("%q: flows at %d, want %d; %q", c.pieces, at, c.at, all)
		}
	}
}

func tidied(pieces []string) (out []string) {
	t := tidier{shown: map[int]bool{1: true, 2: true, 12: true}}
	for _, p := range pieces {
		out = append(out, t.push(p))
	}
	return append(out, t.flush())
}

func TestTidier(t *testing.T) {
	for text, want := range map[string]string{
		"床位1200张[1]。":                       "床位1200张[1]。",
		"床位【1】［2］。":                         "床位[1][2]。",
		"床位[1, 2]，[1、12]。":                  "床位[1][2]，[1][12]。",
		"床位[资料1；资料2]。":                      "床位[1][2]。",
		"床位[^1][ 2 ]。":                      "床位[1][2]。",
		"床位[1-3]。":                          "床位[1][2]。",
		"床位[3][99][0]。":                     "床位。",
		"湛府〔2021〕5号，[2021]5号":               "湛府〔2021〕5号，[2021]5号",
		"见[附件]与【专栏1】。":                      "见[附件]与【专栏1】。",
		"**床位**达到*1200*张[1]。":               "床位达到*1200*张[1]。",
		"没有写完[":                             "没有写完",
		"没有写完[1":                            "没有写完",
		"没有写完【资料1、":                         "没有写完",
		"没有写完[见2021年":                       "没有写完[见2021年",
		"[[1]]":                             "[[1]]",
		"[" + strings.Repeat("1", 60) + "]": "[" + strings.Repeat("1", 60) + "]",
		"空[]":                               "空[]",
		"换行[1\n]":                           "换行[1\n]",
	} {
		for _, at := range [][]byte{nil, {0}, {1}, {2}, {3, 0}} {
			got := strings.Join(tidied(cuts(text, at)), "")
			if got != want {
				t.Errorf("%q cut %v: %q, want %q", text, at, got, want)
			}
		}
	}
}

// No piece holds half a marker, and where the pieces are cut changes nothing.
func FuzzTidier(f *testing.F) {
	f.Add("床位【1】[2, 12]。**粗**[99", []byte{2})
	f.Add("[资料1-2][^3][[1]]*", []byte{0, 5})
	f.Fuzz(func(t *testing.T, text string, at []byte) {
		text = strings.ToValidUTF8(text, "?")
		whole := strings.Join(tidied([]string{text}), "")
		pieces := tidied(cuts(text, at))
		if got := strings.Join(pieces, ""); got != whole {
			t.Errorf("%q cut %v: %q, whole %q", text, at, got, whole)
		}
		for _, p := range pieces {
			if i := strings.LastIndexByte(p, '['); i >= 0 && len(p) > i+1 &&
				strings.Trim(p[i+1:], "012") == "" && !strings.Contains(text, p[i:]) {
				t.Errorf("half a marker: %q", p)
			}
		}
		for i := 0; i+2 < len(whole); i++ {
			if whole[i] == '[' && whole[i+1] == '3' && whole[i+2] == ']' {
				t.Errorf("%q cites what was not shown", whole)
			}
		}
	})
}

// readAll reads a stream as go-openai does, in reads of n bytes.
func readEvents(t *testing.T, wire string, n int) (out []string) {
	e := &events{ReadCloser: io.NopCloser(strings.NewReader(wire))}
	var all strings.Builder
	if _, err := io.CopyBuffer(&all, struct{ io.Reader }{e}, make([]byte, n)); err != nil {
		t.Fatal(err)
	}
	for _, l := range strings.Split(all.String(), "\n") {
		if l != "" {
			out = append(out, l)
		}
	}
	return out
}

func TestEvents(t *testing.T) {
	for wire, want := range map[string]string{
		"data: {\"a\":1}\n\ndata: [DONE]\n\n":                   "data: {\"a\":1}|data: [DONE]",
		"data:{\"a\":1}\r\n\r\n: keep-alive\r\ndata:[DONE]\r\n": "data: {\"a\":1}|data: [DONE]",
		"id: 1\nevent: e\nretry: 5\ndata: x":                    "data: x",
		"data:\n\n\n\n":                                         "",
		"{\"error\":\"x\"}":                                     "data: { \"error\":\"x\"}",
		"data: {\"error\":{}}\n":                                "data: { \"error\":{}}",
		"nonsense\n":                                            "",
		"":                                                      "",
	} {
		for _, n := range []int{1, 3, 4096} {
			if got := strings.Join(readEvents(t, wire, n), "|"); got != want {
				t.Errorf("%q read by %d: %q, want %q", wire, n, got, want)
			}
		}
	}
}

// Whatever a server sends, a stream comes to its end and is judged.
func FuzzReceive(f *testing.F) {
	f.Add(say(good)+finish("stop")+done, byte(7))
	f.Add(": keep-alive\n\n"+usage(3)+`data: {"error":{"code":1}}`, byte(1))
	f.Add(`data: {"choices":[{"delta":{"content":["x"]}}]}`+"\n{\"error\":null}\n", byte(3))
	f.Add(say("</think>")+say("<think>")+say("[")+finish("length"), byte(0))
	c := chat{Config: Config{}.withDefaults()}
	f.Fuzz(func(t *testing.T, wire string, n byte) {
		lines := readEvents(t, strings.ReplaceAll(wire, strings.Repeat("x", 1<<20), ""), 1+int(n))
		told := ""
		x := &exchange{tell: func(s string) bool { told += s; return true }}
		_, x.watch = newWatch(t.Context())
		defer x.watch.stop()
		for _, l := range lines {
			d, err := readDelta([]byte(strings.TrimPrefix(l, "data: ")))
			if err != nil {
				break
			}
			if c.take(x, d.content) != nil {
				break
			}
			x.finish += d.finish
		}
		if err := c.end(x); err == nil && strings.TrimSpace(told) == "" {
			t.Errorf("a good answer that says nothing: %q", wire)
		}
		if strings.Contains(told, thinkClose) && !strings.Contains(wire, "\\") && strings.Count(wire, "<") < 2 {
			t.Errorf("thinking in the answer: %q", told)
		}
	})
}

func TestTokens(t *testing.T) {
	for text, want := range map[string]int{"": 0, "养老服务": 4, "2025年": 5, "abc": 1, "abcd efg": 3, "，。": 2, "[1]": 3} {
		if got := tokens(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestWasCut(t *testing.T) {
	for _, c := range []struct {
		counted, reported int
		want              bool
	}{
		{7000, 0, false}, {7000, 6900, false}, {7000, 7300, false}, {7000, 3900, false},
		{7000, 4096, true}, {7000, 4095, true}, {7000, 2048, true}, {7000, 2500, true},
		{3000, 4096, false}, {900, 512, false}, {900, 300, true}, {9000, 8192, true},
	} {
		if got := wasCut(c.counted, c.reported); got != c.want {
			t.Errorf("counted %d, reported %d: %v", c.counted, c.reported, got)
		}
	}
}

func TestReadRefusal(t *testing.T) {
	for text, want := range map[string]refusal{
		`{"error":{"code":"c","type":"t","message":"m"}}`:  {code: "c", message: "m t"},
		`{"error":{"code":null,"type":"t","message":"m"}}`: {code: "t", message: "m"},
		`{"error":{"code":1301,"message":"m"}}`:            {code: "1301", message: "m "},
		`{"error":"m"}`:                                    {message: "m"},
		`{"code":"c","message":"m","request_id":"r"}`:      {code: "c", message: "m"},
		`{"object":"error","message":"m","code":400}`:      {code: "400", message: "m"},
		`{"detail":[{"msg":"m"}]}`:                         {message: `[{"msg":"m"}]`},
	} {
		if got := readRefusal([]byte(text)); got == nil || *got != want {
			t.Errorf("%s: %+v", text, got)
		}
	}
	for _, text := range []string{``, `{}`, `[]`, `{"error":null}`, `{"choices":[]}`, `{"code":null,"message":"m"}`} {
		if got := readRefusal([]byte(text)); got != nil {
			t.Errorf("%s: %+v", text, got)
		}
	}
}
