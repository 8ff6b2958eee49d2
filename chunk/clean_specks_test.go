package chunk

import (
	"strings"
	"testing"
)

func TestIsSpeck(t *testing.T) {
	for l, want := range map[string]bool{
		"·\t·": true, "。 ·": true, "．": true, "· 323．": true, "309 ·": true, "．33．": true, "3 1 ·": true, "1．": false, "31 1 ·": true,
		"323": false, "7.5": false, "1.": false, "": false, "甲。": false, "·甲·": false, "……": false, "—": false, "· · · · · · · · · ·": false,
	} {
		if got := isSpeck(l); got != want {
			t.Errorf("%q: %v, want %v", l, got, want)
		}
	}
}

func TestDropSpecks(t *testing.T) {
	broken := paragraph[:len(paragraph)-len("全面振兴。")]
	stamped := "347？1994-2015 China Academic Journal Electronic Publishing House. All rights reserved."
	for _, c := range []struct{ name, in, want string }{
		{"between the halves of sentences", broken + "\n·\t·\n全面振兴。\n" + broken + "\n· 323．\n全面振兴。\n" + paragraph + "\n。 ·\n" + paragraph,
			paragraph + "\n" + paragraph + "\n" + paragraph + "\n" + paragraph},
		{"two are left", paragraph + "\n·\t·\n" + paragraph + "\n309 ·\n" + paragraph, paragraph + "\n·\t·\n" + paragraph + "\n309 ·\n" + paragraph},
		{"an archive's stamp", broken + "\n" + stamped + "\n全面振兴。", paragraph},
		{"cells of a table", "指标\n7.5\n.\n8.2\n12\n" + paragraph, "指标\n7.5\n.\n8.2\n12\n" + paragraph},
	} {
		got := clean(c.in).Text
		if strings.ReplaceAll(got, "\t", " ") != strings.ReplaceAll(c.want, "\t", " ") {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
		if again := clean(got).Text; again != got {
			t.Errorf("%s: cleaned again it reads %q", c.name, again)
		}
	}
}
