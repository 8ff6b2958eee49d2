package extract

import (
	"testing"

	"chuchu/rag"
)

// Each question asks of a topic that the passage speaks of, for a thing that it
// does not give.
func TestNearMissesAreNotAnswered(t *testing.T) {
	toilets := text("甲区", "完成40座市政公厕的硬件改造，新建7座公厕。")
	school := text("甲区", "加快云海学校施工进度，确保9月份正式开学，新增1800个学位。")
	centre := text("甲区", "推进文化中心大楼改造项目，深入推进“三化一体”改革。")
	answers(t, []answered{
		{"改造那40座市政公厕总共花多少万", toilets, "资料中未提及：金额。资料中只提到：完成40座市政公厕的硬件改造，新建7座公厕[1]。"},
		{"云海学校的校长是谁", school, "资料中未提及：校长姓名。资料中只提到：加快云海学校施工进度，确保9月份正式开学，新增1800个学位[1]。"},
		{"云海学校的招生电话是多少", school, "资料中未提及：电话。资料中只提到：加快云海学校施工进度，确保9月份正式开学，新增1800个学位[1]。"},
		{"文化中心大楼改造哪个月完工", centre, "资料中未提及：时间。资料中只提到：推进文化中心大楼改造项目，深入推进“三化一体”改革[1]。"},
		{"文化中心大楼改造由哪个部门负责", centre, "资料中未提及：责任单位。资料中只提到：推进文化中心大楼改造项目，深入推进“三化一体”改革[1]。"},
		{"“三化一体”改革的三化是指哪三化", centre, "资料中未提及：具体内容。资料中只提到：推进文化中心大楼改造项目，深入推进“三化一体”改革[1]。"},
		{"文化中心大楼改造增加多少个座位", centre, "资料中未提及：座位的数量。资料中只提到：推进文化中心大楼改造项目，深入推进“三化一体”改革[1]。"},
	})
}

// The same passages answer what they do give.
func TestTwinsAreAnswered(t *testing.T) {
	toilets := text("甲区", "完成40座市政公厕的硬件改造，新建7座公厕。")
	school := text("甲区", "加快云海学校施工进度，确保9月份正式开学，新增1800个学位。")
	answers(t, []answered{
		{"改造多少座市政公厕", toilets, "甲区：完成40座市政公厕的硬件改造，新建7座公厕[1]。"},
		{"云海学校什么时候开学", school, "甲区：加快云海学校施工进度，确保9月份正式开学，新增1800个学位[1]。"},
		{"云海学校什么时候开学，能解决多少个孩子的名额", school, "甲区：加快云海学校施工进度，确保9月份正式开学，新增1800个学位[1]。"},
	})
}

func TestPartsThatAreMissingAreNamed(t *testing.T) {
	school := text("甲区", "加快云海学校施工进度，确保9月份正式开学。")
	got := write(t, rag.Question{Text: "云海学校什么时候开学？招生电话是多少？"}, school)
	if want := "甲区：加快云海学校施工进度，确保9月份正式开学[1]。资料中未提及：电话。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAnotherYearDoesNotAnswer(t *testing.T) {
	dated := text("甲区", "到2025年，绿化率达到45%。")
	if got := write(t, rag.Question{Text: "2024年绿化率达到多少"}, dated); got != "资料中未提及：比例。" {
		t.Errorf("got %q", got)
	}
	if got := write(t, rag.Question{Text: "2025年绿化率达到多少"}, dated); got != "甲区：到2025年，绿化率达到45%[1]。" {
		t.Errorf("got %q", got)
	}
}
