package wecom

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"chuchu/rag/talk"
)

// inWorld runs a test in a world whose clock turns by itself.
func inWorld(t *testing.T, ways string, test func(w *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, pipes(t), ways)
		test(w)
	})
}

// isAnswer tells whether a text is the whole usual answer with what belongs to it.
func isAnswer(text string) bool {
	for _, want := range []string{
		"健全养老服务1[1]。健全养老服务2[2]。", "\n\n资料中未提及：改造费用", "\n\n出处：\n[1] 《甲区国民经济和社会发展第十四个五年规划》（甲区人民政府，2021年5月），第七章 民生，1、养老：“健全基本养老服务体系”\n[2] 《",
		"\n\n※ 所引规划期为2021—2025年，已结束", "完整答复和原文", "https://chuchu.example/a/",
	} {
		if !strings.Contains(text, want) {
			return false
		}
	}
	return true
}

// A question to the app is acknowledged and answered with its sources, once,
// over real sockets too.
func TestApp(t *testing.T) {
	w := newWorld(t, realSockets(), "app")
	p, a := w.start(), w.f.agent(t, fakeKey, fakeCorp)
	if said, status := a.verify(p.url + AppPath); said != "1616140317555161061" || status != 200 {
		t.Errorf("verified with %q, %d", said, status)
	}
	a.write(appText{User: "zhang", Content: "养老服务目标是什么", ID: "1"}, p.url)
	w.f.wait("an answer", func() bool { return len(w.f.pushed) > 0 })
	if m := w.f.pushed[0]; m.to != "zhang" || m.kind != "markdown" || !isAnswer(m.text) || !strings.Contains(m.text, "[完整答复和原文](https://") {
		t.Errorf("pushed %+v", m)
	}
}

// Plain text has no markdown link.
func TestAppPlain(t *testing.T) {
	inWorld(t, "app plain", func(w *world) {
		p, a := w.start(), w.f.agent(w.t, fakeKey, fakeCorp)
		a.write(appText{User: "zhang", Content: "养老", ID: "1"}, p.url)
		w.f.wait("an answer", func() bool { return len(w.f.pushed) > 0 })
		if m := w.f.pushed[0]; m.kind != "text" || !isAnswer(m.text) || strings.Contains(m.text, "](") {
			w.t.Errorf("pushed %+v", m)
		}
	})
}

// WeCom's retries, to the same process or another one, do not make a second answer;
// another question of the same person does.
func TestAppTwice(t *testing.T) {
	inWorld(t, "app", func(w *world) {
		one, two, a := w.start(), w.start(), w.f.agent(w.t, fakeKey, fakeCorp)
		var wait sync.WaitGroup
		for _, url := range []string{one.url, two.url, one.url, two.url} {
			wait.Go(func() { a.write(appText{User: "zhang", Content: "养老", ID: "1"}, url) })
		}
		wait.Wait()
		a.write(appText{User: "zhang", Content: "那么养老呢", ID: "2"}, two.url)
		w.f.wait("two answers", func() bool { return len(w.f.pushed) == 2 })
		_ = pause(w.t.Context(), time.Minute)
		if n := len(w.f.pushed); n != 2 || len(w.script.questions()) != 2 {
			w.t.Errorf("%d messages, asked %v", n, w.script.questions())
		}
	})
}

// A conversation goes on in a room until 清空, also in another process; whoever
// asks elsewhere has their own.
func TestAppConversation(t *testing.T) {
	inWorld(t, "app", func(w *world) {
		one, two, a := w.start(), w.start(), w.f.agent(w.t, fakeKey, fakeCorp)
		for i, c := range []struct{ user, text string }{{"zhang", "养老一"}, {"zhang", "养老二"}, {"li", "养老三"}, {"zhang", "清空"}, {"zhang", "养老四"}} {
			a.write(appText{User: c.user, Content: c.text, ID: fmt.Sprint(i)}, []string{one.url, two.url}[i%2])
			w.f.wait("an answer", func() bool { return len(w.f.pushed) == i+1 })
		}
		var past []int
		for _, q := range w.script.questions() {
			past = append(past, len(q.History))
		}
		if fmt.Sprint(past) != "[0 1 0 0]" || !strings.Contains(w.f.texts("zhang"), sayCleared) {
			w.t.Errorf("history %v, said %s", past, w.f.texts("zhang"))
		}
		if all, err := one.runner.Conversations(w.t.Context(), "wecom:"+fakeCorp+"/zhang"); err != nil || len(all) != 2 {
			w.t.Errorf("conversations %v, %v", all, err)
		}
	})
}

// A long answer goes out as numbered messages, each within WeCom's limit (which
// the fake holds), with the link at the end.
func TestAppLong(t *testing.T) {
	inWorld(t, "app", func(w *world) {
		p, a := w.start(), w.f.agent(w.t, fakeKey, fakeCorp)
		a.write(appText{User: "zhang", Content: "长", ID: "1"}, p.url)
		w.f.wait("an answer", func() bool { return len(w.f.pushed) == maxParts })
		for i, m := range w.f.pushed {
			if !strings.HasPrefix(m.text, fmt.Sprintf(sayPart, i+1, maxParts)) || i < maxParts-1 && !strings.Contains(m.text, "\n\n出处：\n[") {
				w.t.Errorf("part %d: %s", i, m.text)
			}
		}
		if last := w.f.pushed[maxParts-1].text; !strings.Contains(last, sayRest) || !strings.Contains(last, "https://chuchu.example/a/") {
			w.t.Errorf("the last: %s", last)
		}
	})
}

// Seven minutes to the first content: the app says that it is at work, and answers.
func TestAppSlow(t *testing.T) {
	inWorld(t, "app", func(w *world) {
		p, a := w.start(), w.f.agent(w.t, fakeKey, fakeCorp)
		a.write(appText{User: "zhang", Content: "慢", ID: "1"}, p.url)
		w.f.wait("an answer", func() bool { return len(w.f.pushed) == 2 })
		if w.f.pushed[0].text != sayAtWork || !isAnswer(w.f.pushed[1].text) {
			w.t.Errorf("pushed %+v", w.f.pushed)
		}
	})
}

// A library that is slow, or not there for a while, keeps no acknowledgement
// waiting (which the fake holds), and loses no question.
func TestAppAcknowledges(t *testing.T) {
	inWorld(t, "app", func(w *world) {
		p, a := w.start(), w.f.agent(w.t, fakeKey, fakeCorp)
		p.store.slow.Store(int64(9 * time.Second))
		a.write(appText{User: "zhang", Content: "养老", ID: "1"}, p.url)
		w.f.wait("an answer", func() bool { return len(w.f.pushed) == 1 })
		p.store.slow.Store(0)
		p.store.down.Store(true)
		a.write(appText{User: "zhang", Content: "养老", ID: "2"}, p.url)
		_ = pause(w.t.Context(), 5*time.Second)
		p.store.down.Store(false)
		w.f.wait("an answer", func() bool { return len(w.f.pushed) == 2 })
		p.store.down.Store(true)
		a.write(appText{User: "zhang", Content: "养老", ID: "3"}, p.url)
		w.f.wait("a word", func() bool { return len(w.f.pushed) == 3 })
		if got := w.f.pushed[2].text; got != talk.Fail(talk.Busy, false).Message {
			w.t.Errorf("said %s", got)
		}
		p.store.down.Store(false)
	})
}

// What has no signature, or another's, is refused and does nothing.
func TestAppSignature(t *testing.T) {
	inWorld(t, "app", func(w *world) {
		p, good := w.start(), w.f.agent(w.t, fakeKey, fakeCorp)
		for name, change := range map[string]func(*agent){
			"another token":    func(a *agent) { a.crypt.token = "other" },
			"another key":      func(a *agent) { a.crypt.key = make([]byte, 32) },
			"another receiver": func(a *agent) { a.crypt.receiver = "wwelse" },
		} {
			a := good
			change(&a)
			if _, status := a.verify(p.url + AppPath); status != http.StatusForbidden {
				w.t.Errorf("%s: verified with %d", name, status)
			}
			if body, ok := a.post(p.url+AppPath, []byte("<xml><FromUserName>zhang</FromUserName><MsgType>text</MsgType><Content>养老</Content><MsgId>1</MsgId></xml>"), false); ok || len(body) > 0 {
				w.t.Errorf("%s: taken", name)
			}
		}
		resp, err := good.http.Post(p.url+AppPath, "text/xml", strings.NewReader("<xml>"))
		if err != nil || resp.StatusCode != http.StatusForbidden {
			w.t.Errorf("no message: %v, %v", resp, err)
		}
		resp.Body.Close()
		if len(w.script.questions()) > 0 {
			w.t.Error("asked")
		}
	})
}

// The access token is fetched once, however many need it, and again when WeCom
// says that it has run out, and before it does.
func TestAppToken(t *testing.T) {
	inWorld(t, "app", func(w *world) {
		p, a := w.start(), w.f.agent(w.t, fakeKey, fakeCorp)
		n := 0
		burst := func(want int) {
			for i := range 20 {
				n++
				a.write(appText{User: fmt.Sprint("user", i), Content: "养老", ID: fmt.Sprint(n)}, p.url)
			}
			w.f.wait("answers", func() bool { return len(w.f.pushed) == n })
			if w.f.fetched != want {
				w.t.Errorf("%d tokens fetched, want %d", w.f.fetched, want)
			}
		}
		burst(1)
		w.f.change(func() { w.f.token++ })
		burst(2)
		_ = pause(w.t.Context(), 2*time.Hour)
		burst(3)
	})
}

// What WeCom is too busy for is sent again; what it will never take is told to
// the log, with advice, and not tried for ever.
func TestAppErrors(t *testing.T) {
	for _, c := range []struct {
		name   string
		refuse []apiError
		sent   int
		log    string
	}{
		{"busy", []apiError{{-1, "system busy"}, {-1, "system busy"}}, 1, ""},
		{"too often", []apiError{{45009, "api freq out of limit"}}, 1, ""},
		{"address", []apiError{{60020, "not allow to access from your ip, hint: [1], from ip: 203.0.113.9"}}, 0, "企业可信IP"},
		{"address seen", []apiError{{60020, "not allow to access from your ip, hint: [1], from ip: 203.0.113.9"}}, 0, "203.0.113.9"},
		{"not visible", []apiError{{81013, "user & party & tag all invalid"}}, 0, "可见范围"},
	} {
		t.Run(c.name, func(t *testing.T) {
			inWorld(t, "app", func(w *world) {
				p, a := w.start(), w.f.agent(w.t, fakeKey, fakeCorp)
				w.f.refuse = c.refuse
				a.write(appText{User: "zhang", Content: "养老", ID: "1"}, p.url)
				_ = pause(w.t.Context(), 5*time.Minute)
				if len(w.f.pushed) != c.sent || len(w.f.refuse) > 0 || !strings.Contains(w.log.String(), c.log) {
					w.t.Errorf("sent %d, left %v, logged %s", len(w.f.pushed), w.f.refuse, w.log)
				}
				if strings.Contains(w.log.String(), "not delivered") != (c.sent == 0) {
					w.t.Errorf("logged %s", w.log)
				}
			})
		})
	}
}

// WeCom that cannot be reached for half an hour gets the answer after that, once.
func TestAppOutage(t *testing.T) {
	inWorld(t, "app", func(w *world) {
		p, a := w.start(), w.f.agent(w.t, fakeKey, fakeCorp)
		w.f.change(func() { w.f.away = true })
		a.write(appText{User: "zhang", Content: "长", ID: "1"}, p.url)
		_ = pause(w.t.Context(), 30*time.Minute)
		w.f.change(func() { w.f.away = false })
		w.f.wait("an answer", func() bool { return len(w.f.pushed) == maxParts })
		_ = pause(w.t.Context(), 10*time.Minute)
		if len(w.f.pushed) != maxParts || strings.Contains(w.log.String(), "not delivered") {
			w.t.Errorf("%d messages, %s", len(w.f.pushed), w.log)
		}
	})
}

// A process that dies in the middle of an answer does not leave silence: another
// one finishes what is finished, and says so where it is not.
func TestAppDies(t *testing.T) {
	inWorld(t, "app", func(w *world) {
		one, a := w.start(), w.f.agent(w.t, fakeKey, fakeCorp)
		a.write(appText{User: "zhang", Content: "慢", ID: "1"}, one.url)
		_ = pause(w.t.Context(), 10*time.Second)
		one.kill()
		w.start()
		w.f.wait("a word", func() bool { return strings.Contains(w.f.pushedText(), sayBroken) })
		_ = pause(w.t.Context(), 10*time.Minute)
		if n := strings.Count(w.f.texts("zhang"), sayBroken); n != 1 {
			w.t.Errorf("said %d times: %s", n, w.f.texts("zhang"))
		}
	})
}

// A server that is stopped lets its answer finish and delivers it.
func TestAppStops(t *testing.T) {
	inWorld(t, "app", func(w *world) {
		w.script.slow = 30 * time.Second
		one, a := w.start(), w.f.agent(w.t, fakeKey, fakeCorp)
		a.write(appText{User: "zhang", Content: "慢", ID: "1"}, one.url)
		_ = pause(w.t.Context(), time.Second)
		one.stop()
		if !isAnswer(w.f.texts("zhang")) {
			w.t.Errorf("said %s", w.f.texts("zhang"))
		}
		w.start()
		_ = pause(w.t.Context(), time.Minute)
		if n := strings.Count(w.f.texts("zhang"), "出处："); n != 1 {
			w.t.Errorf("answered %d times", n)
		}
	})
}

// Between two parts of a long answer a process dies: the other goes on with the
// next part.
func TestAppDiesBetweenParts(t *testing.T) {
	inWorld(t, "app", func(w *world) {
		one, a := w.start(), w.f.agent(w.t, fakeKey, fakeCorp)
		for i := range perMinute - 3 { // the quota holds the rest up
			one.bot.users.take("zhang", 0)
			_ = i
		}
		a.write(appText{User: "zhang", Content: "长", ID: "1"}, one.url)
		w.f.wait("the first parts", func() bool { return len(w.f.pushed) == 3 })
		_ = pause(w.t.Context(), time.Second)
		one.kill()
		w.start()
		w.f.wait("the other parts", func() bool { return len(w.f.pushed) == maxParts })
		for i, m := range w.f.pushed {
			if !strings.HasPrefix(m.text, fmt.Sprintf(sayPart, i+1, maxParts)) {
				w.t.Errorf("message %d: %.40s", i, m.text)
			}
		}
	})
}

// Three questions of a person at a time; the fourth is told.
func TestAppThreeAtOnce(t *testing.T) {
	inWorld(t, "app", func(w *world) {
		p, a := w.start(), w.f.agent(w.t, fakeKey, fakeCorp)
		for i := range 4 {
			a.write(appText{User: "zhang", Content: "等", ID: fmt.Sprint(i)}, p.url)
		}
		a.write(appText{User: "li", Content: "等", ID: "9"}, p.url)
		w.f.wait("a word", func() bool { return strings.Contains(w.f.pushedText(), sayAtOnce) })
		synctest.Wait()
		if n := len(w.script.questions()); n != 4 {
			w.t.Errorf("%d asked", n)
		}
		close(w.script.gate)
		w.f.wait("answers", func() bool { return strings.Count(w.f.pushedText(), "\n\n出处：") == 4 })
		a.write(appText{User: "zhang", Content: "等", ID: "5"}, p.url)
		w.f.wait("an answer", func() bool { return strings.Count(w.f.pushedText(), "\n\n出处：") == 5 })
	})
}

// What is no question is told so; whoever opens the app is greeted once a day.
func TestAppWords(t *testing.T) {
	inWorld(t, "app", func(w *world) {
		p, a := w.start(), w.f.agent(w.t, fakeKey, fakeCorp)
		for i, c := range []struct {
			m    appText
			want string
		}{
			{appText{Content: "帮助"}, sayWarning}, {appText{Type: "image"}, sayNoText}, {appText{Type: "voice"}, sayNoText},
			{appText{Content: strings.Repeat("问", 2001)}, sayLong}, {appText{Content: "拒"}, "资料中没有找到。\n\n最接近的内容：\n· 《甲计划》"},
			{appText{Content: "坏"}, sayBroken}, {appText{Type: "event", Event: "enter_agent"}, "请勿输入涉密或个人敏感信息"},
		} {
			c.m.User, c.m.ID = "zhang", fmt.Sprint(i)
			a.write(c.m, p.url)
			w.f.wait("a word", func() bool { return len(w.f.pushed) == i+1 })
			if got := w.f.pushed[i].text; !strings.Contains(got, c.want) {
				w.t.Errorf("%+v: %s", c.m, got)
			}
		}
		a.write(appText{User: "zhang", Type: "event", Event: "enter_agent"}, p.url)
		a.write(appText{User: "zhang", Type: "event", Event: "LOCATION"}, p.url)
		_ = pause(w.t.Context(), time.Minute)
		if len(w.f.pushed) != 7 {
			w.t.Errorf("said %+v", w.f.pushed[7:])
		}
	})
}

// Fifty users at once, over real sockets, two processes.
func TestAppCrowd(t *testing.T) {
	w := newWorld(t, realSockets(), "app")
	one, two, a := w.start(), w.start(), w.f.agent(t, fakeKey, fakeCorp)
	var wait sync.WaitGroup
	for i := range 50 {
		wait.Go(func() {
			a.write(appText{User: fmt.Sprint("user", i), Content: "养老", ID: fmt.Sprint(i)}, []string{one.url, two.url}[i%2])
		})
	}
	wait.Wait()
	w.f.wait("answers", func() bool { return len(w.f.pushed) == 50 })
	for i := range 50 {
		if !isAnswer(w.f.texts(fmt.Sprint("user", i))) {
			t.Errorf("user%d: %s", i, w.f.texts(fmt.Sprint("user", i)))
		}
	}
}
