package convert

// What people are told of a file that was not converted.
const (
	sayKind      = "没有可以转换 %s 的程序"
	sayOffice    = "本机没有安装 LibreOffice，请用 WPS/Word 另存为 .docx"
	sayTesseract = "本机没有安装 tesseract（含 chi_sim 语言包），请先做文字识别（OCR）"
	sayPoppler   = "本机没有安装 pdftoppm（poppler-utils），请先做文字识别（OCR）"
	sayNothing   = "转换没有得到结果，文件可能已损坏"
	sayTooLong   = "转换超时"
	sayFailed    = "转换失败（%s：%w）%s"
)
