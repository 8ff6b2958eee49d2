package fetch

// What people are told of an address that was not read.
const (
	sayAddress  = "地址有误，应以 http:// 或 https:// 开头：%s"
	sayUser     = "地址里不能带用户名和密码，请去掉“@”之前的部分：%s"
	sayPrivate  = "地址指向本机或内部网络（%s），未读取；确需读取请加 --allow-private"
	sayRobots   = "网站的 robots.txt 不允许读取：%s"
	sayNoRobots = "网站的 robots.txt 读不到，未读取：%s"
	sayStatus   = "网站返回 %d：%s"
	sayLarge    = "网页超过%dMB，未读取"
	sayMoved    = "网页转向次数过多：%s"
	sayFailed   = "网页读取失败：%s（%s）"
)
