package extract

import "regexp"

// anOrder matches what a covering letter tells those whom it is sent to, which
// names no office in charge of anything.
var anOrder = regexp.MustCompile(`(?:印发|转发|下发)给你们|请(?:[^，,。；;]{0,10}(?:认真|遵照|结合实际|抓好))[^，,。；;]{0,10}(?:实施|执行|落实)`)
