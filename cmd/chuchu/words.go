package main

import "strings"

// All that the command line says, in one place.
const (
	sayStarted    = "出处 Chuchu 已启动：http://%s\n%s。请勿输入涉密或个人敏感信息。\n"
	sayNoHome     = "资料库中没有 %s 的资料，--home-region 不起作用；请核对地区名，或先加入该地区的资料\n"
	sayLeast      = "%s 不能小于%d"
	sayNoFile     = "没有资料库：%s（文件夹不存在）；请核对 --database，或先用 chuchu ingest 加入资料"
	sayWecomLacks = "设了 --wecom-corp-id，还缺少 %s（见 docs/WECOM.md）"

	// What the check of a bot says of the public address.
	sayPublicURL      = "没有 --public-url"
	sayNoPublicURL    = "机器人不会启动"
	adviseNoPublicURL = "请用 --public-url（CHUCHU_PUBLIC_URL）指明用户访问时用的地址；用户能访问即可，不必对外网开放。"

	sayNoServer = "%s 上没有服务（%s）；请确认 chuchu serve 已启动，地址与 --addr 一致"
	sayKeys     = "密钥文件 %s 中的新密钥，只显示这一次：\n"
	saySends    = "问题和所引段落发送至 %s（%s）"
	sayReranks  = "问题和查到的段落发送至 %s（%s）"
	sayLocal    = "问题和资料不离开本系统"
	sayTraces   = "运行轨迹（不含问题、答复和资料的内容）发送至 %s"

	saySendsDocuments = "问题和资料全文发送至 %s（%s）"
	sayBundledLibrary = "资料库按检索模型 %s 整理，与指定的 %s 不同；改用后者请运行 chuchu reembed（选项相同，服务不必停），不改用请去掉 --embed-model 和 --embed-url"
	sayOtherLibrary   = "资料库按检索模型 %s 整理，与本次的 %s 不同；请用 --embed-model 和 --embed-url 指明前者，或运行 chuchu reembed 改用后者（选项相同，服务不必停）"
	saySwitched       = "资料库已改用检索模型 %s，请用 --embed-model 和 --embed-url 指明它（内置的不必指明），再次运行"
	sayModelKept      = "资料库已使用检索模型 %s，无须改动\n"
	sayReembedded     = "已改用检索模型 %s。正在运行的服务请用同样的选项重新启动\n"
	sayTakenOver      = "另一个 chuchu reembed 正在改用别的检索模型，本次停止"

	sayAdded     = "已加入  %s  《%s》%d段\n"
	sayUpdated   = "已更新  %s  《%s》%d段\n"
	sayUnchanged = "未变动  %s  《%s》\n"
	sayFailed    = "失败    %s：%s\n"
	saySkipped   = "跳过    %s：%s\n"
	sayGone      = "已移走  %s：文件已从文件夹移走，资料库中仍保留\n"
	sayWatching  = "正在跟随 %s，按 Ctrl+C 结束\n"
	sayOthers    = "跳过了%d个文件。" + sayKinds + "\n"
	sayKinds     = "支持 .docx、.pdf、.html、.xlsx、.csv、.txt、.md、.zip 和 .jsonl，其他格式请另存为其中之一"
	sayEmbedding = "整理"

	sayConflict     = "编号 %s 已用于另一份资料（来源：%s；本次：%s）。替换它用 --replace，%s"
	sayOtherID      = "另取编号用 --id"
	sayOtherIDAlone = "或改文件名，或单独加入这个文件并用 --id 另取编号"

	sayExample    = "示例"
	sayUnembedded = "还有%d段在整理"
	sayNoFacts    = "没有读出指标表"
	sayCleaned    = "%s  %d处\n"
	sayNotCleaned = "没有做过清理"

	sayReadAt        = "（原文第%[2]d—%[3]d字：“%[1]s”）"
	sayIssued        = "正式印发"
	sayProposed      = "意见建议或草案"
	sayReported      = "新闻报道或解读"
	sayReadInCleaned = "（原文清理掉的行：“%s”）"
	sayNothing       = "资料中没有找到"
)

// helpWords puts kong's help into Chinese.
var helpWords = strings.NewReplacer(
	`Run "chuchu <command> --help" for more information on a command.`, `“chuchu 命令 --help”显示该命令的用法。`,
	"Usage: ", "用法：", "Flags:", "选项：", "Commands:", "命令：", "Arguments:", "参数：",
	"Show context-sensitive help.", "显示帮助。", "[flags]", "[选项]", "<command>", "命令",
)

// misuseWords puts what kong finds wrong with a command line into Chinese.
var misuseWords = strings.NewReplacer(
	"unknown flag ", "没有这个选项：", "unexpected argument ", "多余的参数或没有这个命令：",
	", did you mean ", "，是否想用 ", "one of ", "", "?", "？",
	"can't be used together", "不能同时使用", "expected ", "缺少：",
	": missing value", "：缺少值",
)
