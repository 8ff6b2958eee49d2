package slack

import (
	"slices"
	"strings"
	"testing"
	"time"
)

const golden = `健全养老服务体系[1]。
新增床位300张[2]。
---
资料中未提及：改造费用
---
出处：
---
[1] 《甲区十四五规划》（甲区人民政府，2021年5月），第七章 民生：“健全养老服务体系”  <https://chuchu.example/documents/plan?r=r1#10-20|打开原文（须登录）>
---
[2] 《甲区十四五规划》（甲区人民政府，2021年5月），第七章 民生：“新增床位300张”  <https://chuchu.example/documents/plan?r=r1#10-20|打开原文（须登录）>
---
※ 所引规划期为2021—2025年，已结束，引用前请核实有无新规划。
---
请勿输入涉密或个人敏感信息。
---
<https://chuchu.example/a/ID?until=1&amp;sig=x|查看完整答复>
---
[有用] [有误]`

// looks is what is seen of a message, its answer's id replaced.
func looks(m *posted) string {
	text := visible(m.Text, m.Below)
	before, rest, _ := strings.Cut(text, "/a/")
	if _, after, ok := strings.Cut(rest, "?until"); ok {
		return before + "/a/ID?until" + after
	}
	return text
}

// An answer that is there at once is one message, however the question came.
func TestAnswerAtOnce(t *testing.T) {
	simulate(t, quick, func(b *bench, p *process) {
		u := b.user("U1")
		u.say("C1", "<@U0BOT> 养老目标是什么", saying{})
		u.say("D1", "养老目标是什么", saying{})
		for i, m := range b.finished(2) {
			if got := looks(m); got != golden {
				t.Errorf("message %d:\n%s", i, got)
			}
			if m.Thread == "" || !slices.Equal(m.Ways, []string{"post"}) {
				t.Errorf("message %d: thread %q, %v", i, m.Thread, m.Ways)
			}
		}
		if got := b.store.owners(); !slices.Equal(got, []string{"slack:T0001/U1 养老目标是什么", "slack:T0001/U1 养老目标是什么"}) {
			t.Errorf("asked %q", got)
		}
	})
}

// Sentences are streamed as they pass the check, and the sources come at the end.
func TestStream(t *testing.T) {
	simulate(t, slow(3*time.Second, 5*time.Second), func(b *bench, p *process) {
		b.user("U1").say("C1", "<@U0BOT> 养老目标是什么", saying{})
		b.text("健全养老服务体系[1]。")
		m := b.finished(1)[0]
		if got := looks(m); got != golden {
			t.Errorf("got:\n%s", got)
		}
		if want := []string{"start", "append", "stop"}; !slices.Equal(m.Ways, want) {
			t.Errorf("ways %v", m.Ways)
		}
		if !slices.Equal(b.status, []string{sayStatus}) {
			t.Errorf("status %q", b.status)
		}
	})
}
