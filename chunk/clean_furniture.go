package chunk

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// pageButton is what does something with a page as a whole.
const pageButton = `(?:打印|关闭|收藏|返回|下载|分享)(?:本页|文章|此页|此文|窗口|顶部|首页|列表|上页)?`

// What a web page puts around a text.
var (
	furniture = regexp.MustCompile(`^[\s•·●■◆►▶>»*\-–—|【\[↑↓]*(?:` + strings.Join([]string{
		`(?:您|你)?(?:现在|當前|当前)(?:的)?位置`, `(?:您|你)(?:现在|当前)?(?:的位置|所在)`,
		`(?:文章)?(?:字号|字體|字体)(?:大小)?\s*[:：【\[]?`, `【?字[体号]`,
		`.{0,6}扫一扫`, `用?微信扫`, `分享(?:到|至|给)`, `分享$`, `(?:责任)?编辑[\]】]?\s*[:：]`, `责编[\]】]?\s*[:：]`, `(?:一审|二审|三审|校对|审核|监制)\s*[:：丨|]`,
		`(?:查看)?(?:所有|全部|更多)?(?:网友)?评论`, `所有评论`, `网友评论`, `我要评论`, `发表评论`, `我有话说`,
		`友情链接`, `重点链接`, `相关链接`, `常用链接`, `网站链接`, `相关(?:附件|法规|文件|新闻|阅读|解读|稿件|文章|推荐|信息)\s*[:：]?$`, `附件(?:下载)?\s*[:：]?$`,
		`[\[【(（]?(?:报料|新闻|爆料|举报|服务)热线`, pageButton + `[】\]\s]*(?:$|[\s|｜\[【]+` + pageButton + `)`, `\[?(?:打印|关闭)`,
		`(?:上|下)一[篇条页]`, `返回(?:顶部|首页|列表)`, `浏览(?:次数|量)`, `(?:阅读|点击)(?:次数|量|数)`, `访问量`,
		`(?:网站|手机)?首页\s*[>|]`, `网站地图`, `关于我们`, `联系我们`, `版权(?:所有|声明)`, `主办单位\s*[:：]`, `承办单位\s*[:：]`, `技术支持\s*[:：]`, `网站标识码`,
		`(?:主|承|协)办\s*[:：]`, `您是第\s*\d`, `建议使用.{0,12}(?:分辨率|浏览器)`, `(?:我要)?纠错\s*$`, `扫码(?:分享|关注|查看|阅读)`, `(?i:copyright|©|all rights reserved)`,
		`原创\s+\S`, `点击(?:上方|下方|标题下方)?(?:蓝字|关注)`, `收录于(?:合集|话题)?`, `阅读原文\s*$`, `阅读\s*\d[\d.万wW+]*\s*$`, `点赞(?:\s|$)`, `在看\s*\d*\s*$`, `赞\s*\d+(?:\s|$)`, `(?:我要)?写留言`,
		`长按(?:识别|二维码|图片|上方|下方)`, `识别(?:图中)?二维码`, `关注(?:该公众号|我们\s*$|公众号\s*$)`, `喜欢此内容`, `预览时标签不可点`, `(?i:end)\s*$`,
		`(?i:english)\s*$`, `(?:繁[体體]|简体|簡體)(?:版|中文)?\s*$`, `(?i:home)\s*(?:$|[|>])`, `(?i:we use cookies|this (?:web)?site uses cookies|accept all cookies)`, `(?:本|我们的)?(?:网站|站).{0,4}使用\s?(?i:cookies?)`,
		`(?:登录|注册|登錄|註冊|长者助手|长者模式|适老化)\s*(?:$|[|｜/])`, `(?:新浪微博|腾讯微博|微信|微博|QQ好友|QQ空间)\s*$`,
		`.{0,4}ICP备`, `.{0,4}公网安备`, `无障碍`, `原标题\s*[:：]?\s*$`, `(?:今日头条|微信公众号|官方微博)$`,
	}, "|") + `)`)

	linkLine = regexp.MustCompile(`^[•·●]\s*\S{1,20}(?:微信|微博|APP|客户端|公众号|网)$|^\S{0,20}(?:政府|部门|系统|各[省市区县]).{0,8}网站$|^\S{0,12}(?:网站|链接)$`)

	crumbs = regexp.MustCompile(`^[\p{Han}A-Za-z]{2,12}(?:\s*[>＞»›]\s*[\p{Han}A-Za-z“”、]{2,20}){1,6}$`) // the way to a page

	pageNumber = regexp.MustCompile(`^[-—–\s]*\d{1,3}[-—–\s]*$`)
)

const (
	headLines     = 30 // how far from the top furniture is looked for
	maxFurniture  = 60 // furniture is short
	maxDateLine   = 80
	maxStrayLine  = 40
	isBodyFromLen = 80
)

// dropFurniture takes the page's furniture off both ends of the text, and
// reads date and source where they stand in it.
func (d *draft) dropFurniture() {
	end := d.tailStart()
	for i := len(d.lines) - 1; i >= end; i-- {
		d.readImprint(d.lines[i])
		d.note("furniture", d.lines[i])
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
	return len(l) <= len("字")*maxFurniture && (furniture.MatchString(l) || crumbs.MatchString(l))
}

// tailStart is where the page's lines below the text begin. Between lines that
// are certainly the page's, a few short ones may stand that could be anything.
func (d *draft) tailStart() int {
	start, stray := len(d.lines), 0
	for i := len(d.lines) - 1; i >= 0 && stray <= maxStray; i-- {
		switch l := d.lines[i]; {
		case isTail(l):
			start, stray = i, 0
		case start < len(d.lines) && isStray(l):
			stray++
		case start == len(d.lines) && isStray(l) && i+2 >= len(d.lines):
			stray++ // the very last line
		default:
			return start
		}
	}
	return start
}

const maxStray = 3 // lines in a row of a page's foot that are not known

// isTail tells whether a line below the text belongs to the page.
func isTail(l string) bool {
	return isFurniture(l) || utf8.RuneCountInString(l) <= maxFurniture && linkLine.MatchString(l) || isImprint(l)
}

// isStray tells whether a line may be anything: it is short, and neither a
// sentence or heading nor a date, an office or a title, which end a text.
func isStray(l string) bool {
	return utf8.RuneCountInString(l) <= maxStrayLine && !strings.ContainsAny(l, "。；，,;") && !isEnded(l) && !isNumbered(l) &&
		!isTableLine(l) && !dateLine.MatchString(l) && !officeEnd.MatchString(l) && !endsTitle(l) && !strings.HasPrefix(l, "附")
}

// isBody tells whether a line is certainly a paragraph of the text.
func isBody(l string) bool {
	n := utf8.RuneCountInString(l)
	return n >= isBodyFromLen || n >= 30 && strings.HasSuffix(l, "。")
}

var (
	imprintDate   = regexp.MustCompile(`(?:发布|發布|公布|印发|成文|发文|更新|刊发|生成|公开|制发)?(?:日期|时间|時間)\s*[:：]\s*(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})`)
	imprintSource = regexp.MustCompile(`(?:信息)?(?:来源|來源|稿源|发布机构|发布单位|发文机关|发文机构)\s*[:：]\s*([^\s:：]{2,30})`)
	imprintNumber = regexp.MustCompile(`(?:发文字号|文\s*号)\s*[:：]\s*(\S{4,30})`)
	imprintLine   = regexp.MustCompile(`^(?:(?:发布|發布|公布|印发|成文|发文|更新|刊发|生成|公开|制发)?(?:日期|时间|時間)|(?:信息)?(?:来源|來源|稿源)|发布机构|发布单位|发文机关|发文机构|发文单位|公开(?:方式|形式|范围|目录)|体裁(?:分类)?|组配分类|信息索引|发文字号|文\s*号|索\s*引\s*号|主题分类|信息分类|作者|记者|有效性|标\s*题|名\s*称|分类号|中图分类号)\s*[:：]`)
)

// isImprint tells whether a line gives a page's date, source or number.
func isImprint(l string) bool {
	return utf8.RuneCountInString(l) <= maxDateLine && imprintLine.MatchString(l)
}

// readImprint reads a line that gives the page's date, source or number and
// nothing of the text, and tells whether it is one.
func (d *draft) readImprint(l string) bool {
	if !isImprint(l) {
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
