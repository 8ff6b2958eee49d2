package extract

import (
	"strings"
	"testing"

	"chuchu/rag"
)

const courses = "课程板块\n参考方向\n理论基础\n数学基础、学习理论、控制理论、统计方法等\n关键技术\n语音识别、机器翻译、图像处理、知识图谱等\n产业应用\n智慧农业、智慧物流、智慧养老和智能家居等"

func TestLinesGoWithTheirLabels(t *testing.T) {
	p := text("甲区", courses, "附件 课程体系参考表")
	var got []string
	for _, c := range labelled(ranked{0, p}, nil) {
		got = append(got, c.text)
	}
	if len(got) != 3 || got[1] != "关键技术\n语音识别、机器翻译、图像处理、知识图谱等" {
		t.Errorf("got %q", got)
	}
	for _, no := range []string{"理论基础\n数学基础、学习理论、控制理论、统计方法等", "理论基础。\n数学基础、学习理论、控制理论。\n关键技术。\n语音识别、机器翻译、图像处理。", ""} {
		if got := labelled(ranked{0, text("甲区", no)}, nil); got != nil {
			t.Errorf("%q holds %d", no, len(got))
		}
	}
	for question, want := range map[string]string{"课程体系表里“关键技术”板块列了哪些课程": "机器翻译", "智慧物流在课程体系表里属于哪个板块": "产业应用"} {
		if got := writeRead(t, scores{"、": 3}, rag.Question{Text: question}, p); !strings.Contains(got, want) || strings.Contains(got, "参考方向") {
			t.Errorf("%s: got %q", question, got)
		}
	}
}

func TestColumnsAreNoRow(t *testing.T) {
	for line, want := range map[string]bool{
		"序号 检测项目": true, "标准名称 标准号 对应国际标准号": true,
		"5 干预及接管": false, "检测项目由机构确定。": false, "序号": false, "本市 名称 确定后，公布": false,
	} {
		if got := isColumns(line); got != want {
			t.Errorf("%q: %v", line, got)
		}
	}
}

func TestRowOfANumber(t *testing.T) {
	p := text("甲区", "序号 检测项目\n4 前方车辆识别及响应功能\n5 驾驶任务干预及接管功能\n15 人工操作接管功能\n除以上项目外，还应检测联网通信等其他项目。", "附件1 自动驾驶检测项目表")
	if got := writeRead(t, scores{"、": 3, "能": 1}, rag.Question{Text: "自动驾驶检测项目表里序号5是哪一项"}, p); !strings.Contains(got, "干预及接管") || strings.Contains(got, "人工操作") {
		t.Errorf("got %q", got)
	}
}

// A row on one line is that of the question by the name that stands in it.
func TestRowOfAName(t *testing.T) {
	p := text("甲区", "11 工业机器人风险评价方法 GB/T 38642-2020 已发布\n12 智慧养老评价指数 20202787-T-469 制定中\n13 评价指数 GB/T 1-2020 已发布", "附件 标准清单")
	if got := writeRead(t, scores{"机器人": 3, "养老": 1, "13": 2}, rag.Question{Text: "智慧养老评价指数这项标准是什么状态"}, p); !strings.Contains(got, "制定中") || strings.Contains(got, "已发布") {
		t.Errorf("got %q", got)
	}
	for line, want := range map[string]bool{"12 智慧养老评价指数 制定中": true, "12 评价指数 制定中": false, "智慧养老评价指数，2020 制定": false, "智慧养老评价指数": false} {
		c := newCandidate(ranked{0, p}, 0, line, nil)
		if got := c.ofCell(ask{whole: "智慧养老评价指数这项标准是什么状态"}); got != want {
			t.Errorf("%q: %v", line, got)
		}
	}
}

// A sentence that a line breaks inside brackets is told as one.
func TestBracketsStayWhole(t *testing.T) {
	p := text("甲区", "建设影视基地，每年引入剧组十个以上。（甲区文化和\n旅游局负责）")
	if got := write(t, rag.Question{Text: "影视基地由谁负责"}, p); !strings.Contains(got, "甲区文化和旅游局负责") {
		t.Errorf("got %q", got)
	}
}

// Blanks that typesetting puts between characters tell nothing apart.
func TestBlanksBetweenCharacters(t *testing.T) {
	p := text("甲区", "完善“2＋3＋ N”平台，构建服务格局。联 系 人：区养老服务处 周敏。")
	for question, want := range map[string]string{
		"“2+3+N”平台是什么意思": "2＋3＋ N",
		"养老服务通知的联系人是谁":   "周敏",
		"养老服务通知的组长是谁":    "",
		"“2+5+N”平台是什么意思": "",
	} {
		if got := writeRead(t, scores{"平台": 5, "周敏": 4}, rag.Question{Text: question}, p); want != "" && !strings.Contains(got, want) || want == "" && strings.Contains(got, "[1]") && !strings.Contains(got, "只提到") {
			t.Errorf("%s: got %q", question, got)
		}
	}
}
