package chunk

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// chikanDamage lists every damaged place of a plan that was read one byte off,
// in order: what stands before it, how it came, how it reads right, checked by
// eye against the sentence; "" where it must be left marked. What a person
// would read there stands behind.
var chikanDamage = []struct{ before, raw, right string }{
	{"(廣東", "?。┱拷谐嗫矃^", "省)湛江市赤坎區"},
	{"入駐飛鵬 ", "?", ""},   // ·
	{"面基礎改造", "?;A", ""}, // 。基礎
	{"業企業整治", "??諝赓|", "。空氣質"},
	{"數字教材規", "?;瘧萌采w", "模化應用全覆蓋"},
	{"向而行,與", "??谑旋埲A", "海口市龍華"},
	{"0% 覆蓋", "?!笆濉逼陂g", "。“十三五”期間"},
	{"市產業體系", "??萍紕?chuàng)", "。科技創"},
	{"合深化發展", "??萍紕?chuàng)", "。科技創"},
	{"能力和發展", "?jié)摿Φ母叱砷L", "潛力的高成長"},
	{"辦好湛江 ", "?", ""}, // ·
	{"劃建設郵輪", "??扛?", "停靠港"},
	{"進業務向規", "?;?", "模化"},
	{"好、有發展", "?jié)摿Φ膭?chuàng)", "潛力的創"},
	{"等為主的濱", "?,F", "海現"},
	{"全。加大環", "?;A", ""},  // 保基礎
	{"物生態、親", "??臻g", ""}, // 海空間
	{"更多優質親", "??臻g", ""}, // 海空間
	{"源治理、疏", "?;钏?", ""}, // 浚活水
	{"能源建筑規", "?;瘧玫哪繕恕?/p>", "模化應用的目標。"},
	{"。 探索與", "??谑旋埲A", "海口市龍華"},
	{"積極爭取兩", "?。▍^", "省(區"},
	{"策,吸引兩", "?。▍^", "省(區"},
	{"”“小升規", "?!逼髽I", "模”企業"},
	{"”三項工程", "?!笆奈濉逼陂g", "。“十四五”期間"},
	{"質量。以", "?;?", ""}, // 保基本
	{"并。強化醫", "?;鸨O", "保基金監"},
	{"造“陽光低", "?!?", "保”"},
	{"有特色發展", "?!笆奈濉逼陂g", "。“十四五”期間"},
	{"校 + 分", "?!睂W", ""}, // 校”學
	{"點和長者飯", "?zhí)?", "堂"},
	{"業人員專家", "?guī)欤晟葡缹B氷犖楹兔癖鴵岆U", "庫,完善消防專職隊伍和民兵搶險"},
	{"查考核,確", "?!笆奈濉卑l", "保“十四五”發"},
	{"率推進項目", "?!笆奈濉睍r", "。“十四五”時"},
	{"要依據,確", "?!笆奈濉卑l", "保“十四五”發"},
}

// Each question mark is a place where a byte was lost.
func TestChikanDamage(t *testing.T) {
	raw, err := os.ReadFile("../seeds/chikan.txt")
	if err != nil {
		t.Fatal(err)
	}
	p := Parse(string(raw), Meta{})
	rs := []rune(p.Text)
	if len(p.Damage) != len(chikanDamage) {
		t.Fatalf("%d damaged stretches, want %d", len(p.Damage), len(chikanDamage))
	}
	places, right := 0, 0
	for i, want := range chikanDamage {
		d, n := p.Damage[i], strings.Count(want.raw, "?")
		got := string(rs[d.Start:d.End])
		before := strings.ReplaceAll(string(rs[max(0, d.Start-6):d.Start]), "\n", "")
		places += n
		switch {
		case d.Raw != want.raw || !strings.HasSuffix(before, want.before):
			t.Errorf("stretch %d is %q behind %q, want %q behind %q", i, d.Raw, before, want.raw, want.before)
		case d.Repaired && got == want.right:
			right += n
		case d.Repaired || want.right != "" || !strings.ContainsRune(got, utf8.RuneError):
			t.Errorf("%s%s reads %q, want %q", want.before, want.raw, got, want.right)
		}
	}
	t.Logf("%d of %d damaged places repaired rightly, none wrongly", right, places)
	if places != 53 || places != strings.Count(string(raw), "?") || right < 40 {
		t.Errorf("%d of %d places repaired, want at least 40 of 53", right, places)
	}
}

// A repair re-encodes to the damaged bytes: read one byte off again it is what came.
func TestChikanRepairsReencode(t *testing.T) {
	for _, d := range chikanDamage {
		if d.right == "" || strings.Contains(d.raw, ")") || strings.Contains(d.raw, "/p>") {
			continue // a reading or a tag stands between the bytes
		}
		before := []rune(d.before)
		got := strings.ReplaceAll(string(misreadLine(wide(string(before[len(before)-1])+d.right)).text), "？", "?")
		if want := wide(string(before[len(before)-1]) + d.raw); got != want {
			t.Errorf("%q comes out as %q, want %q", d.right, got, want)
		}
	}
}

// wide is a text with the full-width marks it was written with.
func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(";?!,:()", r) && r != '?' {
			return widened(r)
		}
		return r
	}, s)
}
