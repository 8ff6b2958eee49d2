package main

import (
	"regexp"
	"strings"
)

// A phrase is how kong says what is wrong, and how it is said here.
type phrase struct {
	found *regexp.Regexp
	said  string
}

// phrases hold what kong says with values in it.
var phrases = []phrase{
	{regexp.MustCompile(`(\S+) must be (?:one of )?("[^ ]*") but got ("[^"]*")`), `$1 只能是 $2，不能是 $3`},
	{regexp.MustCompile(`(\S+): expected int value but got "([^"]*)" \(short flag\); perhaps try .*`), `$1 不能是 "$2"`},
	{regexp.MustCompile(`(\S+): expected \w+ value but got ("[^"]*").*`), `$1 缺少值，后面是 $2`},
	{regexp.MustCompile(`(\S+): expected a valid \d+ bit u?int but got ("[^"]*")`), `$1 应为整数，不能是 $2`},
	{regexp.MustCompile(`(\S+): expected duration but got ("[^"]*").*`), `$1 应为时间，如 2s，不能是 $2`},
	{regexp.MustCompile(`(\S+): (?:bool value must be .*? but got|expected bool but got) ("[^"]*").*`), `$1 应为 true 或 false，不能是 $2`},
	{regexp.MustCompile(`missing flags: `), "缺少选项："},
	{regexp.MustCompile(`missing positional arguments `), "缺少参数："},
	{regexp.MustCompile(`^(?:missing|expected) "?([^"]*)"?$`), "缺少：$1"},
	{regexp.MustCompile(`","`), `" 或 "`},
}

// argumentWords are what arguments are called in the usage.
var argumentWords = strings.NewReplacer(
	"<question> ...", "<问题>", "<query> ...", "<问题>", "<question>", "<问题>", "<name>", "<名称>", "<scope>", "<权限>", "<path>", "<文件>", "<id>", "<编号>",
)

// misuse says what is wrong with a command line, and where to look.
func misuse(err error) string {
	said := err.Error()
	for _, p := range phrases {
		said = p.found.ReplaceAllString(said, p.said)
	}
	said = argumentWords.Replace(misuseWords.Replace(said))
	return strings.TrimRight(said, "。？") + "。用法见 chuchu --help"
}
