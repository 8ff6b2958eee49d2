package understand

import (
	"errors"
	"strings"
	"testing"
)

// library is text as chunks of a library, one a line.
const library = `依托12315平台及时处理消费者投诉举报
健全养老服务体系，推进养老服务信息平台建设
到2025年，全区高新技术企业达到30家以上，GDP目标
完成8个日间照料站向日间照料中心的升级
打造15分钟社区生活圈，完善配套设施
仲恺院区以区域服务为主要任务
每万人发明专利拥有量达7.5件
加大医养结合服务力度
推动app建设，完善惠州市路网
海滨街道打造省级示范，企业多少人在看
`

func speller() Speller {
	return Speller{Names: []string{"赤坎区", "赤坎", "海滨街道", "海滨街", "海滨", "惠州市", "惠州"}, Holding: holding(library)}
}

// holding counts the lines of a text that hold each of some terms.
func holding(text string) func([]string) ([]int, error) {
	return func(terms []string) ([]int, error) {
		out := make([]int, len(terms))
		for i, t := range terms {
			for line := range strings.Lines(text) {
				if strings.Contains(strings.ToLower(line), t) {
					out[i]++
				}
			}
		}
		return out, nil
	}
}

func TestPinyin(t *testing.T) {
	for typed, want := range map[string]string{
		"xiaofeizhe tousu 赤坎规划写的是靠哪俩 hotline / 平台来处理":       "消费者投诉 赤坎规划写的是靠哪俩 hotline / 平台来处理",
		"chikan区 2025 GDP mubiao??人均又是多少":                   "赤坎区 2025 GDP 目标??人均又是多少",
		"chikan qu 2025 nian gaoxin jishu qiye duoshao jia": "赤坎区2025年高新技术企业多少家",
		"xiao fei zhe tou su":   "消费者投诉",
		"xiaofeizhetousu":       "消费者投诉",
		"xiao1fei4zhe3 tou2su4": "消费者投诉",
		"xiāofèizhě tóusù":      "消费者投诉",
		"ｙａｎｇｌａｏ服务":             "养老服务",
		"rijian zhaoliao zhan":  "日间照料站",
		"haibin jiedao yanglao": "海滨街道养老",
		"hotline":               "hotline",
		"GDP":                   "GDP",
		"app怎么用":                "app怎么用", // the library has it
		"data":                  "data",   // nothing of the library is read so
		"Z4线":                   "Z4线",
		"qu":                    "qu", // one syllable says too little
		"养老服务":                  "养老服务",
		"":                      "",
	} {
		read, changed, err := speller().Pinyin(typed)
		if err != nil || read != want || changed != (typed != want) {
			t.Errorf("%q is read as %q (%v, %v), want %q", typed, read, changed, err, want)
		}
	}
}

func TestTypos(t *testing.T) {
	for typed, want := range map[string]string{
		"养劳服务信息平台怎么建":      "养老服务信息平台怎么建",
		"15分中社区生活圈要完善哪些陪套": "15分钟社区生活圈要完善哪些配套",
		"惠洲市中心仲凯院区是干啥的":    "惠州市中心仲恺院区是干啥的",
		"发明专力拥有量":          "发明专利拥有量",
		"医养街合怎么搞":          "医养结合怎么搞",
		"养勞服務":             "养老服務", // what is right keeps its script
		// Words of the language, names of places and what is as it should be stay.
		"养老服务信息平台":   "养老服务信息平台",
		"前五年增了多少":    "前五年增了多少", // a verb in front of 了 is a word by itself
		"十三五拆了多少违建啊": "十三五拆了多少违建啊",
		"要引进多少家大企业":  "要引进多少家大企业", // 家 counts, and is no 加 of 加大
		"每家补多少钱":     "每家补多少钱",
		"要引几加企业":     "要引几家企业", // what sounds like a measure word behind 几 is one
		"办了多少各班":     "办了多少个班",
		"多少加起来":      "多少加起来",
		"几栋楼要改":      "几栋楼要改",
		"试管婴儿去哪个院区":  "试管婴儿去哪个院区",
		"罗湖区新建几座公厕":  "罗湖区新建几座公厕",
		"盐田给PM2.5定的": "盐田给PM2.5定的",
		"多少？":        "多少？",
		"":           "",
	} {
		read, changed, err := speller().Typos(typed)
		if err != nil || read != want || changed != (typed != want) {
			t.Errorf("%q is read as %q (%v, %v), want %q", typed, read, changed, err, want)
		}
	}
}

// What people call an office, ask twice or compare is no typo of what a library
// holds beside its neighbours.
func TestShortWordsAreNoTypos(t *testing.T) {
	s := Speller{Holding: holding("引发该案的见面会，开发该局面\n施工新局面\n举办文体活动，体举办\n还要建见面室，不见不散\n到底要会底，底吗")}
	for typed, want := range map[string]string{
		"发改局编的规划":   "发改局编的规划",
		"工信局的任务":    "工信局的任务",
		"文体局办多少活动":  "文体局办多少活动",
		"教研中心建不建":   "教研中心建不建",
		"这样会低吗":     "这样会低吗",
		"局办文体活动多少场": "举办文体活动多少场", // no office is called so
	} {
		if read, _, err := s.Typos(typed); err != nil || read != want {
			t.Errorf("%q is read as %q (%v), want %q", typed, read, err, want)
		}
	}
}

func TestALibraryThatFails(t *testing.T) {
	down := errors.New("down")
	s := Speller{Holding: func([]string) ([]int, error) { return nil, down }}
	for name, read := range map[string]func(string) (string, bool, error){"pinyin": s.Pinyin, "typos": s.Typos} {
		if got, changed, err := read("xiaofeizhe养劳"); !errors.Is(err, down) || changed || got != "xiaofeizhe养劳" {
			t.Errorf("%s: %q, %v, %v", name, got, changed, err)
		}
	}
}

func FuzzSpeller(f *testing.F) {
	for _, s := range []string{"xiaofeizhe tousu", "养劳服务", "a b c", "\xff", "ü1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		if len(typed) > 60 {
			return
		}
		s := speller()
		if read, changed, err := s.Pinyin(typed); err != nil || !changed && read != typed {
			t.Errorf("Pinyin(%q) = %q, %v, %v", typed, read, changed, err)
		}
		if read, changed, err := s.Typos(typed); err != nil || !changed && read != typed || len([]rune(read)) != len([]rune(typed)) {
			t.Errorf("Typos(%q) = %q, %v, %v", typed, read, changed, err)
		}
	})
}
