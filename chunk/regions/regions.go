// Package regions knows the names of China's provinces, cities, counties and
// streets, and finds them in text.
//
//	for _, m := range regions.Named("湛江赤坎和盐田区哪个高") {
//		m.Regions[0].Full // 广东省湛江市赤坎区, then 广东省深圳市盐田区
//	}
//
// Places share names: a Mention lists all that it may mean, and Among tells
// them apart by what else a text says. Short names are also words (朝阳产业,
// 合作): such a Mention is Doubtful, and only who knows what the text is about
// may take it for a place. The names and their source are in README.md.
package regions

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Levels of a region, from the highest.
const (
	Province = "省" // provinces, autonomous regions and the four cities under the state
	City     = "市" // prefectures of any name
	County   = "区县"
	Street   = "街道" // towns and townships as well
)

// A Region is a place. Regions are equal if their Full names are.
type Region struct {
	Name   string // its own name, 赤坎区
	Full   string // from the province down, 广东省湛江市赤坎区
	Level  string // Province, City, County or Street
	Parent string // the Full name of what it lies in, 广东省湛江市; "" for a province
}

// Called lists the places that a name may mean, whole and alone: a full name
// (广东省湛江市赤坎区), one without its province (湛江市赤坎区), a name that
// several share (鼓楼区) or a short one (赤坎). It is empty if none is known.
func Called(name string) []Region {
	m, ok := At(name)
	if !ok || m.End != utf8.RuneCountInString(name) {
		return nil
	}
	return m.Regions
}

// Contains tells whether child is parent or lies in it.
func Contains(parent, child Region) bool {
	return parent.Full != "" && strings.HasPrefix(child.Full, parent.Full)
}

// Above lists what a region lies in, from the nearest up.
func (r Region) Above() []Region {
	if r.Parent == "" {
		return nil
	}
	for _, p := range Called(r.Parent) {
		if p.Full == r.Parent {
			return append([]Region{p}, p.Above()...)
		}
	}
	return nil
}

// Names lists what people call a region: its name, then shorter forms: 海滨街道,
// 海滨街, 海滨. A form of one character is none.
func (r Region) Names() []string {
	out := []string{r.Name}
	if stem, ok := strings.CutSuffix(r.Name, "街道"); ok {
		out = append(out, stem+"街")
	}
	if s := short(r.Name); s != "" {
		out = append(out, s)
	}
	return out
}

// Common is the name people call a region by where its province goes without
// saying: from the city down, 湛江市赤坎区; a province's own.
func (r Region) Common() string {
	for _, p := range append([]Region{r}, r.Above()...) {
		if p.Level == Province && !strings.HasSuffix(p.Name, "市") {
			if rest := strings.TrimPrefix(r.Full, p.Full); rest != "" {
				return rest
			}
		}
	}
	return r.Full
}

// Among picks of regions that share a name the one whose city, or else
// province, a text names most; false if it names none, or two as often.
func Among(candidates []Region, text string) (Region, bool) {
	if len(candidates) == 1 {
		return candidates[0], true
	}
	best, most, tied := Region{}, 0, false
	for _, c := range candidates {
		n := 0
		for i, p := range c.Above() {
			if i == 0 {
				n += 100*strings.Count(text, p.Name+c.Name) + 2*count(p, text)
			}
			n += count(p, text)
		}
		switch {
		case n > most:
			best, most, tied = c, n, false
		case n == most && n > 0:
			tied = true
		}
	}
	if most == 0 || tied {
		return Region{}, false
	}
	return best, true
}

// count is how often a text says a region's name, in its shortest form.
func count(r Region, text string) int {
	names := r.Names()
	return strings.Count(text, names[len(names)-1])
}

// ending is what tells the kind of a place in its name, longest first.
var ending = []string{"特别行政区", "自治区", "自治州", "自治县", "自治旗", "新区", "林区", "特区", "地区", "矿区", "街道", "苏木", "省", "市", "区", "县", "州", "盟", "旗", "镇", "乡"}

// zones are the endings of places that nobody calls by a short name.
var zones = []string{"开发区", "管理区", "园区", "示范区", "风景名胜区", "食品区", "实验区", "聚集区", "委员会", "联合旗"}

// peoples stand in the names of autonomous places and not in their short names.
var peoples = strings.Fields("壮族 藏族 回族 维吾尔 哈萨克 蒙古族 蒙古 苗族 侗族 布依族 彝族 土家族 哈尼族 傣族 景颇族 傈僳族 白族 朝鲜族 柯尔克孜 羌族 满族 瑶族 畲族 黎族 土族 撒拉族 裕固族 东乡族 保安族 仡佬族 水族 毛南族 仫佬族 各族 达斡尔族 锡伯 塔吉克 拉祜族 佤族 布朗族 纳西族 独龙族 怒族 普米族 回族")

// short is the name without its ending; "" if that leaves one character or nobody says it.
func short(name string) string {
	if slices.ContainsFunc(zones, func(z string) bool { return strings.HasSuffix(name, z) }) {
		return ""
	}
	for _, e := range ending {
		stem, ok := strings.CutSuffix(name, e)
		if !ok || utf8.RuneCountInString(stem) < 2 {
			continue
		}
		if strings.HasPrefix(e, "自治") {
			stem = withoutPeoples(stem)
		}
		return stem
	}
	return ""
}

// withoutPeoples is 恩施 of 恩施土家族苗族 and the whole of 鄂温克族.
func withoutPeoples(stem string) string {
	for again := true; again; {
		again = false
		for _, p := range peoples {
			if s, ok := strings.CutSuffix(stem, p); ok && utf8.RuneCountInString(s) >= 2 {
				stem, again = s, true
			}
		}
	}
	return stem
}
