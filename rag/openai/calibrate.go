package openai

import (
	"context"
	"math"

	"chuchu/rag"
)

// pairs are questions, each with a passage that answers it. A question and the
// passage of another are unrelated, though all speak of plans.
var pairs = [][2]string{
	{"养老服务目标是什么", "健全基本养老服务体系，发展普惠型养老服务和互助性养老，每千名老年人拥有养老床位达到35张。"},
	{"社会消费品零售总额要达到多少", "到2025年，全区社会消费品零售总额达到11.8亿元，年均增长2％。"},
	{"空气里的细颗粒物控制在什么水平", "深化大气污染防治，PM2.5年均浓度控制在22微克/立方米以下，空气质量优良天数比率保持稳定。"},
	{"要改造多少老旧小区", "实施城市更新行动，完成120个城镇老旧小区改造，惠及居民1.5万户。"},
	{"港口吞吐量目标", "加快推进码头泊位建设，港口货物吞吐量突破6亿吨，集装箱吞吐量达到300万标箱。"},
	{"森林覆盖率是多少", "持续开展国土绿化，森林覆盖率稳定在62％，建设森林城市和湿地公园。"},
	{"义务教育学位怎么增加", "新建、改扩建中小学校18所，新增公办义务教育学位2.6万个，促进教育均衡发展。"},
	{"谁牵头负责公共厕所改造", "由城市管理局牵头，完成公厕硬件改造和社会公厕内部设施提升。"},
}

// Calibrate measures Low and High: the mean cosine of questions with passages
// that answer others, and with those that answer them. Models differ much:
// under multilingual-e5 all cosines lie in .80–.92. Values are rounded to .01,
// so that two processes agree. It must not run at the same time as Model.
func (e *Embedder) Calibrate(ctx context.Context) error {
	questions, passages := make([]string, len(pairs)), make([]string, len(pairs))
	for i, p := range pairs {
		questions[i], passages[i] = p[0], p[1]
	}
	qs, err := e.Embed(ctx, rag.ForQuery, questions)
	if err != nil {
		return err
	}
	ps, err := e.Embed(ctx, rag.ForPassage, passages)
	if err != nil {
		return err
	}
	low, high := 0.0, 0.0
	for i, q := range qs {
		for j, p := range ps {
			if i == j {
				high += cosine(q, p) / float64(len(pairs))
			} else {
				low += cosine(q, p) / float64(len(pairs)*(len(pairs)-1))
			}
		}
	}
	low, high = math.Round(low*100)/100, math.Round(high*100)/100
	if high-low < 0.02 {
		return &Failure{Reason: sayBlind}
	}
	e.low, e.high = low, high
	return nil
}

func cosine(a, b []float32) float64 {
	var sum float64
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}
