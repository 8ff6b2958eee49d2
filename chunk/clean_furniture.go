package chunk

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// What a web page puts around a text.
var (
	furniture = regexp.MustCompile(`^[\s•·●■◆►▶>»*\-–—|【\[]*(?:` + strings.Join([]string{
		`(?:您|你)?(?:现在|當前|当前)(?:的)?位置`, `(?:您|你)(?:现在|当前)?(?:的位置|所在)`,
		`(?:文章)?(?:字号|字體|字体)(?:大小)?\s*[:：【\[]?`, `【?字[体号]`,
		`.{0,6}扫一扫`, `用?微信扫`, `分享(?:到|至|给)`, `分享$`, `(?:责任)?编辑[\]】]?\s*[:：]`, `责编[\]】]?\s*[:：]`, `(?:一审|二审|三审|校对|审核|监制)\s*[:：丨|]`,
		`(?:查看)?(?:所有|全部|更多)?(?:网友)?评论`, `所有评论`, `网友评论`, `我要评论`, `发表评论`, `我有话说`,
		`友情链接`, `重点链接`, `相关链接`, `常用链接`, `网站链接`, `相关(?:附件|法规|文件|新闻|阅读|解读|稿件|文章|推荐|信息)\s*[:：]?$`, `附件(?:下载)?\s*[:：]?$`,
		`[\[【(（]?(?:报料|新闻|爆料|举报|服务)热线`, `打印(?:本页|文章|此页)?\s*$`, `\[?(?:打印|关闭)`, `关闭(?:窗口|本页)?\s*$`, `收藏(?:本页)?\s*$`,
		`(?:上|下)一[篇条页]`, `返回(?:顶部|首页|列表)`, `浏览(?:次数|量)`, `(?:阅读|点击)(?:次数|量|数)`, `访问量`,
		`(?:网站|手机)?首页\s*[>|]`, `网站地图`, `关于我们`, `联系我们`, `版权(?:所有|声明)`, `主办单位\s*[:：]`, `承办单位\s*[:：]`, `技术支持\s*[:：]`, `网站标识码`,
		`.{0,4}ICP备`, `.{0,4}公网安备`, `无障碍`, `原标题\s*[:：]?\s*$`, `(?:今日头条|微信公众号|官方微博)$`,
	}, "|") + `)`)

	linkLine = regexp.MustCompile(`^[•·●]\s*\S{1,20}(?:微信|微博|APP|客户端|公众号|网)$|^\S{0,20}(?:政府|部门|系统|各[省市区县]).{0,8}网站$|^\S{0,12}(?:网站|链接)$`)

	pageNumber = regexp.MustCompile(`^[-—–\s]*\d{1,3}[-—–\s]*$`)
)

const (
	headLines     = 30 // how far from the top furniture is looked for
	maxFurniture  = 60 // furniture is short
	maxDateLine   = 80
	isBodyFromLen = 80
)

// dropFurniture takes the page's furniture off both ends of the text, and
// reads date and source where they stand in it.
func (d *draft) dropFurniture() {
	end := len(d.lines)
	for end > 0 && d.isTail(d.lines[end-1]) {
		end--
		d.note("furniture", d.lines[end])
	}
	kept := make([]string, 0, end)
	inHead := true
	for i, l := range d.lines[:end] {
		inHead = inHead && i < headLines && !isBody(l)
		switch {
		case inHead && d.readImprint(l):
			d.note("imprint", l)
		case inHead && isFurniture(l):
			d.note("furniture", l)
		default:
			kept = append(kept, l)
		}
	}
	d.lines = kept
}

// isFurniture tells whether a line is a page's and not a document's.
func isFurniture(l string) bool {
	return utf8.RuneCountInString(l) <= maxFurniture && furniture.MatchString(l)
}

// isTail tells whether a line below the text belongs to the page.
func (d *draft) isTail(l string) bool {
	return isFurniture(l) || utf8.RuneCountInString(l) <= maxFurniture && linkLine.MatchString(l) || d.readImprint(l)
}

// isBody tells whether a line is certainly a paragraph of the text.
func isBody(l string) bool {
	n := utf8.RuneCountInString(l)
	return n >= isBodyFromLen || n >= 30 && strings.HasSuffix(l, "。")
}

var (
	imprintDate   = regexp.MustCompile(`(?:发布|發布|公布|印发|成文|发文|更新|刊发)?(?:日期|时间|時間)\s*[:：]\s*(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})`)
	imprintSource = regexp.MustCompile(`(?:信息)?(?:来源|來源|稿源|发布机构|发布单位|发文机关|发文机构)\s*[:：]\s*([^\s:：]{2,30})`)
	imprintNumber = regexp.MustCompile(`(?:发文字号|文\s*号)\s*[:：]\s*(\S{4,30})`)
	imprintLine   = regexp.MustCompile(`^(?:(?:发布|發布|公布|印发|成文|发文|更新|刊发)?(?:日期|时间|時間)|(?:信息)?(?:来源|來源|稿源)|发布机构|发布单位|发文机关|发文机构|发文字号|文\s*号|索\s*引\s*号|主题分类|信息分类|作者|记者|有效性|标\s*题|名\s*称|分类号|中图分类号)\s*[:：]`)
)

// readImprint reads a line that gives the page's date, source or number and
// nothing of the text, and tells whether it is one.
func (d *draft) readImprint(l string) bool {
	if utf8.RuneCountInString(l) > maxDateLine || !imprintLine.MatchString(l) {
		return false
	}
	if m := imprintDate.FindStringSubmatch(l); m != nil && d.found.Published == "" {
		d.found.Published = date(m[1], m[2], m[3])
		d.imprints = append(d.imprints, Reading{"published", Excerpt{Quote: m[0]}})
	}
	if m := imprintSource.FindStringSubmatch(l); m != nil && d.found.Issuer == "" {
		d.found.Issuer = m[1]
		d.imprints = append(d.imprints, Reading{"issuer", Excerpt{Quote: m[0]}})
	}
	if m := imprintNumber.FindStringSubmatch(l); m != nil && d.found.Number == "" {
		d.found.Number = m[1]
		d.imprints = append(d.imprints, Reading{"number", Excerpt{Quote: m[0]}})
	}
	return true
}
