package main

import (
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/alecthomas/kong"
)

// version is set when a release is built.
var version = "dev"

// commands is the whole command line. A flag with the tag "environment" can
// be given as CHUCHU_NAME too.
type commands struct {
	Database databasePath `environment:"" placeholder:"FILE|URL" help:"资料库：文件，或 postgres:// 地址；默认为用户数据文件夹中的 chuchu.db。"`
	Embed    embedding    `embed:"" prefix:"embed-"`
	Find     finding      `embed:""`

	Serve     serveCommand     `cmd:"" default:"withargs" help:"启动问答网页和接口（默认命令）。"`
	Ingest    ingestCommand    `cmd:"" help:"把文件、文件夹或 .jsonl 加入资料库。"`
	Ask       askCommand       `cmd:"" help:"提一个问题，得到附出处的答复。"`
	Search    searchCommand    `cmd:"" help:"查找与问题有关的原文段落。"`
	Documents documentsCommand `cmd:"" help:"列出资料，或查看一份资料。"`
	Eval      evalCommand      `cmd:"" help:"用问题文件衡量检索和答复的质量。"`
	Reembed   reembedCommand   `cmd:"" help:"改用另一个检索模型，服务不必停。"`
	Keys      keysCommand      `cmd:"" help:"管理访问密钥。"`
	Feedback  feedbackCommand  `cmd:"" help:"用户对答复的反馈。"`
	Check     checkCommand     `cmd:"" help:"检查设置。"`
	Version   versionCommand   `cmd:"" help:"显示版本。"`
}

// parse reads the command line. Without a command to run it returns the exit
// status, and the error unless help was asked for.
func parse(args []string, getenv func(string) string, stdout, stderr io.Writer) (*kong.Context, int, error) {
	helped := false
	var settings commands
	parser, err := kong.New(&settings,
		kong.Name("chuchu"),
		kong.Description("出处：回答关于政府规划的问题，每句话都注明出处。"),
		kong.Writers(stdout, stderr),
		kong.Exit(func(int) { helped = true }),
		kong.Help(chineseHelp),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.ValueFormatter(nameVariable),
		kong.Resolvers(environment(getenv)),
	)
	if err != nil {
		return nil, 2, err
	}
	command, err := parser.Parse(args)
	if helped {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 2, err
	}
	stated := settings.Database != ""
	if !stated {
		settings.Database = dataFile(runtime.GOOS, getenv)
	}
	command.Bind(origin{path: settings.Database, stated: stated, embed: settings.Embed, find: settings.Find, getenv: getenv})
	return command, 0, nil
}

// environment resolves flags from variables, which the command line overrides.
func environment(getenv func(string) string) kong.ResolverFunc {
	return func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		if value := getenv(variable(flag.Value)); value != "" && flag.Tag.Has("environment") {
			return value, nil
		}
		return nil, nil
	}
}

// variable is the name of a flag among the environment variables.
func variable(v *kong.Value) string {
	return "CHUCHU_" + strings.ToUpper(strings.ReplaceAll(v.Name, "-", "_"))
}

// nameVariable is the help of a flag, with its variable.
func nameVariable(v *kong.Value) string {
	if v.Tag.Has("environment") {
		return v.Help + "（" + variable(v) + "）"
	}
	return v.Help
}

// chineseHelp prints kong's help with its few fixed words in Chinese.
func chineseHelp(options kong.HelpOptions, ctx *kong.Context) error {
	var text strings.Builder
	out := ctx.Stdout
	ctx.Stdout = &text
	err := kong.DefaultHelpPrinter(options, ctx)
	ctx.Stdout = out
	fmt.Fprint(out, helpWords.Replace(text.String()))
	return err
}

// A databasePath is the file or the postgres:// URL of the library, "" where
// no place for it is known.
type databasePath string

// dataFile is where the library lives unless stated: chuchu.db in the user's
// data folder.
func dataFile(system string, getenv func(string) string) databasePath {
	folders := [][]string{{"XDG_DATA_HOME"}, {"HOME", ".local", "share"}}
	switch system {
	case "darwin":
		folders = [][]string{{"HOME", "Library", "Application Support"}}
	case "windows":
		folders = [][]string{{"LOCALAPPDATA"}, {"USERPROFILE", "AppData", "Local"}}
	}
	for _, f := range folders {
		if start := getenv(f[0]); start != "" {
			return databasePath(filepath.Join(start, filepath.Join(f[1:]...), "chuchu", "chuchu.db"))
		}
	}
	return ""
}

type versionCommand struct{}

// Run prints the version, the compiler and the platform.
func (versionCommand) Run(t terminal) error {
	v := version
	if info, ok := debug.ReadBuildInfo(); ok && v == "dev" && info.Main.Version != "" && info.Main.Version != "(devel)" {
		v = info.Main.Version
	}
	_, err := fmt.Fprintf(t.out, "chuchu %s %s %s/%s\n", v, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
