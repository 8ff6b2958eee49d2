package read_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/xuri/excelize/v2"

	"chuchu/chunk/read"
)

// TestTitleOfTables: a table's title is what stands above it, else the file's
// name, never its head.
func TestTitleOfTables(t *testing.T) {
	const head = "指标,单位,2025年,2030年目标\n常住人口,万人,130,140\n"
	const rows = "<tr><th>指标</th><th>单位</th></tr><tr><td>常住人口</td><td>万人</td></tr></table></body></html>"
	for _, c := range []struct{ name, text, want string }{
		{"b.csv", "余杭区主要指标表,,,\n" + head, "余杭区主要指标表"},
		{"b.csv", "附件1,,,\n余杭区主要指标表,,,\n（2025年）,,,\n单位：万人,,,\n" + head, "余杭区主要指标表"},
		{"dir/余杭区指标.csv", head, "余杭区指标"},
		{"2025.csv", head, "2025"},
		{"说明.csv", "本表由统计局编制。,,,\n" + head, ""},
		{"a.html", "<html><body><table><caption>余杭区主要指标表</caption>" + rows, "余杭区主要指标表"},
		{"a.html", "<html><body><table>" + rows, ""},
		{"主要目标.html", "<html><body><table>" + rows, "主要目标"},
		{"a.html", "<html><body><h1>某区规划</h1><h2>指标</h2><table>" + rows, ""},
	} {
		r, err := read.File(context.Background(), c.name, []byte(c.text))
		if err != nil || r.Found.Title != c.want {
			t.Errorf("%s %.30q: title %q, %v; want %q", c.name, c.text, r.Found.Title, err, c.want)
		}
	}
}

func TestTitleOfSheets(t *testing.T) {
	for _, c := range []struct{ name, sheet, above, want string }{
		{"x.xlsx", "Sheet1", "余杭区主要指标表", "余杭区主要指标表"},
		{"x.xlsx", "汇总", "余杭区主要指标表", "余杭区主要指标表"},
		{"x.xlsx", "主要指标", "", "主要指标"},
		{"余杭区.xlsx", "主要指标", "", "余杭区"},
		{"x.xlsx", "Sheet1", "", "x"},
	} {
		f := excelize.NewFile()
		if err := f.SetSheetName("Sheet1", c.sheet); err != nil {
			t.Fatal(err)
		}
		rows := [][]string{{c.above}, {"指标", "单位", "2025年"}, {"常住人口", "万人", "130"}}
		for i, row := range rows {
			at, _ := excelize.CoordinatesToCellName(1, i+1)
			if err := f.SetSheetRow(c.sheet, at, &row); err != nil {
				t.Fatal(err)
			}
		}
		if c.above != "" {
			if err := f.MergeCell(c.sheet, "A1", "C1"); err != nil {
				t.Fatal(err)
			}
		}
		var raw bytes.Buffer
		if err := f.Write(&raw); err != nil {
			t.Fatal(err)
		}
		r, err := read.File(context.Background(), c.name, raw.Bytes())
		if err != nil || r.Found.Title != c.want {
			t.Errorf("%+v: title %q, %v: %q", c, r.Found.Title, err, r.Text)
		}
	}
}

func TestTitleOfName(t *testing.T) {
	for name, want := range map[string]string{
		"某市政策.pdf": "某市政策", `C:\资料\某区 规划.docx`: "某区 规划", "policy.pdf": "", "": "", "甲/乙.tar.gz": "乙.tar",
	} {
		if got := read.TitleOfName(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}
