package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestMisuseWords: what is wrong with a command line is said in Chinese, and nothing is begun.
func TestMisuseWords(t *testing.T) {
	root := t.TempDir()
	variables := map[string]string{"CHUCHU_DATABASE": filepath.Join(root, "chuchu.db")}
	for line, want := range map[string]string{
		"keys add a boss":                    `<权限> 只能是 "ask" 或 "admin"，不能是 "boss"`,
		"keys add":                           "缺少：<名称> <权限>",
		"ask":                                "缺少：<问题>",
		"serve --rate x":                     `--rate 应为整数，不能是 "x"`,
		"serve --rate -1":                    `--rate 不能是 "-1"`,
		"serve --rate=-1":                    "--rate 不能小于0",
		"serve --per-key=-1":                 "--per-key 不能小于0",
		"serve --max-answers=0":              "--max-answers 不能小于1",
		"serve --link-days 0":                "--link-days 不能小于1",
		"serve --keep-conversations=-1":      "--keep-conversations 不能小于0",
		"serve --rerank-timeout soon":        "--rerank-timeout 应为时间",
		"check wecom --wecom-corp-id ww1":    "还缺少 --wecom-agent-id、--wecom-secret、--wecom-token、--wecom-aes-key",
		"check health --addr 127.0.0.1:1":    "chuchu: 127.0.0.1:1 上没有服务（连接被拒绝）",
		"documents --database NONE/x.db":     "没有资料库：",
		"feedback export --database NO/x.db": "没有资料库：",
	} {
		args := strings.Fields(strings.ReplaceAll(line, " N", " "+filepath.Join(root, "N")))
		status, _, stderr := program(t, variables, args...)
		if status == 0 || !strings.Contains(stderr, want) {
			t.Errorf("%s: status %d: %s; want %s", line, status, stderr, want)
		}
		for _, word := range []string{"expected", "must", "missing", "dial", "perhaps"} {
			if strings.Contains(stderr, word) {
				t.Errorf("%s: English in %s", line, stderr)
			}
		}
	}
	if made, _ := filepath.Glob(filepath.Join(root, "N*")); len(made) > 0 {
		t.Errorf("made %q", made)
	}
}

func TestIsHome(t *testing.T) {
	for _, c := range []struct {
		home string
		want bool
	}{{"赤坎区", true}, {"湛江赤坎", true}, {"广东省湛江市赤坎区", true}, {"不存在市", false}, {"成都市", false}} {
		if got := isHome("广东省湛江市赤坎区", c.home); got != c.want {
			t.Errorf("%s: %v", c.home, got)
		}
	}
}
