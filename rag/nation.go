package rag

import (
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk"
	"chuchu/chunk/fold"
)

// nation is the level of the country's own documents.
const nation = "国家"

// ofItsState are the kinds of documents that tell of the state of what they are
// of, or set its aims, and hold in no place that they do not name.
var ofItsState = []string{"政府工作报告", "规划纲要", "新闻报道"}

// itsOwn matches what is a place's own: its aims, its state and what it yields.
// A rate of tax, of interest, of a fee or of exchange is a rule's.
var itsOwn = regexp.MustCompile(`目标|指标|GDP|(?i:PM ?(?:2\.5|10))|生产总值|总产值|增加值|产量|人口|收入|增[长速幅]|新增|浓度|赤字|减税|降费|投资额|总额|总量|总数|规模|排放量|[^税利费汇]率(?:[^先领]|$)`)

// country matches what the whole country is called.
var country = regexp.MustCompile(`全国|我国|国家|中国`)

// isOfCountry tells whether a question asks for a figure or an aim of the whole
// country.
func isOfCountry(question string) bool {
	return (strings.Contains(fold.Simplified(question), "全国") || strings.Contains(fold.Simplified(question), "我国")) && itsOwn.MatchString(fold.String(question))
}

// ofNationAlone tells whether what a document says to a question is of the
// country alone: a report or a plan of it, or in any paper but a law a figure or
// an aim. Its rules hold in every place.
func ofNationAlone(m chunk.Meta, question string) bool {
	return m.Region == "" && m.Level == nation && m.Kind != rules &&
		(slices.Contains(ofItsState, m.Kind) || itsOwn.MatchString(fold.String(question)))
}

// rules is the kind of documents that hold in every place of their region.
const rules = "法规"
