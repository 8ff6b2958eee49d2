package mcp

// What models and people read of the tools.
const (
	sayInstructions = "出处 Chuchu 回答政府规划类问题，每句话都注明出处。转述回答时请保留[1]一类的标记和对应出处；" +
		"refused为true表示资料中没有答案，不要自行补充。请勿输入涉密或个人敏感信息。"

	titleSearch = "检索规划资料"
	saySearch   = "在规划资料中检索与问题相关的段落，按相关程度排列，附资料名称、章节和位置。"
	titleAsk    = "询问规划资料"
	sayAsk      = "用规划资料回答问题。每句话都已与原文比对，并用[1]一类的标记注明出处；资料中没有的不作回答（refused为true）。"
	titleRead   = "阅读规划资料"
	sayRead     = "按资料编号阅读原文，可用出处中的start和end（以字符计）定位；不指定start时附全部标题及其位置。一次最多8000字，其余从next处接着读。"
)

var (
	sayNoTool    = [2]string{"没有这个工具；有search_plans、ask_plans和read_document。", "There is no such tool; there are search_plans, ask_plans and read_document."}
	sayArguments = [2]string{"参数有误：可用的参数为%s，类型见inputSchema。", "The arguments are wrong. There are %s; inputSchema tells their types."}
	sayNeeded    = [2]string{"%s（必填）", "%s (needed)"}

	sayStopped = [2]string{"回答已停止。", "The answer was stopped."}
	sayUnknown = [2]string{"没有这份资料，资料编号（id）见search_plans的结果。", "There is no such document; search_plans tells the ids."}
	sayPlace   = [2]string{"start或end有误：应有0≤start≤end，且不超过全文字数。", "start and end must be 0 ≤ start ≤ end, within the text."}
)
