package main

import (
	"context"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

type steps = []chromedp.Action[chromedp.Void]

func seen(selector string) chromedp.Action[chromedp.Void] {
	return chromedp.WaitVisible(chromedp.CSS(selector))
}

func click(selector string) chromedp.Action[chromedp.Void] {
	return chromedp.Click(chromedp.CSS(selector))
}

// ask opens the page and has a question answered.
func ask(address, question string) steps {
	return steps{
		chromedp.Navigate(address), seen("#question"),
		chromedp.SendKeys(chromedp.CSS("#question"), question+"\r"), seen(".answer .tools"),
	}
}

func welcome(address string) steps {
	return steps{chromedp.Navigate(address), seen("#examples .offer")}
}

// source has the cited place open beside the answer.
func source(address string) steps {
	return append(ask(address, asked), click(".citation .quote"), seen("#panel mark.cited"), settled())
}

// streaming stands where the model has written more than is checked.
func streaming(address string) steps {
	return steps{
		chromedp.Navigate(address), seen("#question"),
		chromedp.SendKeys(chromedp.CSS("#question"), asked+"\r"), seen(".sentence"), seen(".unchecked"),
	}
}

func comparison(address string) steps {
	return ask(address, "对比赤坎区和盐田区的养老服务")
}

// changed has a question changed in its place, and what stood there opened.
func changed(address string) steps {
	return append(ask(address, "海滨街道2025年社会消费品零售总额目标是多少"),
		click(".turn .edit"), seen("#editing"), chromedp.SetValue(chromedp.CSS("#question"), "海滨街道2025年工业总产值目标是多少"), click("#send"),
		seen("#answers > .answer > .earlier"), seen("#answers > .answer > .body > .tools"), click(".earlier summary"), seen(".earlier .tools"))
}

// found has a conversation found by what was answered in it.
func found(address string) steps {
	return append(append(ask(address, "海滨街道2025年社会消费品零售总额目标是多少"), click("#anew"), seen("#welcome")),
		append(ask(address, asked), chromedp.SendKeys(chromedp.CSS("#talks-find"), "老有所养"), seen(".talk-item small"))...)
}

func refusal(address string) steps { return ask(address, "霞山区养老服务目标是什么") }

// card rests the mouse on a chip.
func card(address string) steps {
	hover := chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		at, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](`(() => { const r = document.querySelector(".chip").getBoundingClientRect(); return [r.x + 4, r.y + 4]; })()`))
		if err != nil {
			return err
		}
		return chromedp.Do(ctx, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at[0], at[1]))
	})
	return append(ask(address, "海滨街道2025年社会消费品零售总额目标是多少"), hover, seen("#card blockquote"))
}

func indicators(address string) steps {
	return steps{chromedp.Navigate(address + "#indicators"), seen(".figures .bars")}
}

func documents(address string) steps {
	return steps{chromedp.Navigate(address + "#documents"), seen(".files .state")}
}

func document(address string) steps {
	return steps{chromedp.Navigate(address + "/documents/haibin"), seen(".paper-text h3"), click(".cleaning summary"), settled()}
}

func phone(address string) steps {
	return ask(address, "海滨街道2025年社会消费品零售总额目标是多少")
}

// settled waits until what scrolls has come to rest, where nothing is animated.
func settled() chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Run(ctx, chromedp.Evaluate[bool](
			`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`, chromedp.EvalAwaitPromise))
		return err
	})
}
