package chunk

import (
	"slices"
	"strings"
	"testing"
)

// A lead that lost its full stop heads its paragraph where it stands between
// leads of its kind; anywhere else nobody could tell it from a sentence.
func TestLeadsWithoutTheirStop(t *testing.T) {
	economy := "经济实力稳步提升。规模以上工业总产值累计达到一百八十亿元，固定资产投资持续增长，消费市场平稳向好。"
	lost := "辖区治理能力显著增强精细化社区治理全面展开，各社区全部实现了网格化管理，平安建设不断深化。"
	nature := "生态环境持续改善。空气质量总体向好，水体全部达标，绿化面积不断增加，人居环境更加整洁。"
	for name, c := range map[string]struct {
		paragraphs []string
		want       string // the last heading above what was lost
	}{
		"between":    {[]string{economy, lost, nature}, "辖区治理能力显著增强"},
		"two":        {[]string{economy, lost, strings.Replace(lost, "辖区治理能力", "公共服务水平", 1), nature}, "辖区治理能力显著增强"},
		"at the end": {[]string{economy, nature, lost}, "第一节 发展基础"},
		"of no row":  {[]string{"全区各项工作取得了新的成绩，人民生活水平不断提高，社会大局和谐稳定。", lost, "下一步要继续努力，把各项工作做得更好，让群众更加满意，把蓝图变成现实。"}, "第一节 发展基础"},
	} {
		d := Parse("某街道规划\n\n第一节 发展基础\n\n"+strings.Join(c.paragraphs, "\n\n")+"\n\n第二节 主要目标\n\n到2025年建成美丽街道。\n", Meta{})
		i := slices.IndexFunc(d.Chunks, func(k Chunk) bool { return strings.Contains(k.Text, "网格化管理") })
		if i < 0 {
			t.Fatalf("%s: no chunk", name)
		}
		if path := d.Chunks[i].Path; len(path) == 0 || path[len(path)-1] != c.want {
			t.Errorf("%s: %q, want %s", name, path, c.want)
		}
	}
}
