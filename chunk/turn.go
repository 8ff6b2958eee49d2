package chunk

import "regexp"

// topicHead is how a sentence begins that turns to another topic: it says of
// what it speaks before it says anything.
var topicHead = regexp.MustCompile(`^(?:[当當]然，)?(?:在[^，。；：]{2,18}(?:方面|[问問][题題]上|工作[上中]|[领領]域)，|[^，。；：]{2,10}方面，|[关關][于於]|[对對][于於]|至[于於]|(?:[再还還又][以拿就从從]|就)[^，。；：]{2,16}(?:[来來][说說看]|而[论論])，|有[人些][^，。]{0,4}[认認][为為]|有人[说說]|此外，|另外，|另一方面是|[与與]此同[时時]，|[当當]前，|目前，|今[后後]|[现現]在(?:我|[谈談讲講])|下面|[为為]了[^，。]{4,30}，)`)

// referring is how a sentence begins that goes on with the one before, or
// concludes from it.
var referring = regexp.MustCompile(`^(?:[这這][^里裡几幾次年五]|[在从從对對以按照根据據由经經于於向就为為把将將用]{1,2}(?:[这這][^里裡几幾次年五]|他[们們]|它|此|上述|以上)|此(?:后|後|[时時]|[种種]|[项項]|[类類]|事|[举舉])|其(?:中|[实實]|[结結]果|原因|目的)|以上|上述|上面|前述|[总總]之|[综綜]上|[总總](?:的|起[来來])[来來說说看]|因[此而]|所以|由此|由[于於][这這此]|可[见見]|[显顯]然|[为為]此|[从從]而|但是?[，]?|然而|可是|不[过過]，|而[且是]?|[并並]且|也|[还還]|又|它[们們]?|他[们們]|她|那[么麼种種些]|[换換]句[话話]|也就是|即|例如|比如|譬如|如果?[不没沒]|否[则則]|同[样樣]|不[仅僅但]如此|[当當]然|事[实實][说說证證正上]|[实實]践[证證再]|[尽儘盡]管|[虽雖]然如此|正[是因]|反之|相反|究其|于是|正如|另一方面，|只有[这這如]|[以拿][^，。；：]{2,12}[来來][说說看]，|特[别別]是|尤其)`)

// opensTopic tells whether a sentence turns to another topic.
func (b body) opensTopic(s Span) bool {
	return topicHead.MatchString(b.head(s, 2*longestMark))
}

// refersBack tells whether a sentence begins with a word for what stands before it.
func (b body) refersBack(s Span) bool {
	return referring.MatchString(b.head(s, longestMark))
}
