package chunk

import "testing"

func TestOpensTopic(t *testing.T) {
	for s, want := range map[string]bool{
		"在财政支出方面，增加很多。": true, "教育方面，要办好学校。": true, "关于国防工业，要搞好。": true, "對於學術問題，從來如此。": true, "以钢的产量来说，是多的。": false, "就农业来说，是多的。": true,
		"再拿财政来看，收支平衡。": true, "有人认为，不能领导。": true, "有些人认为这不行。": true, "另一方面是政治思想。": true, "今后要努力。": true, "下面谈谈学校。": true,
		"为了扭转这种局面，要行动。": true, "在这个问题得到解决以前，要等。": false, "教育要办好。": false, "在乡村，也是如此。": false,
	} {
		b := newBody(s)
		if got := b.opensTopic(b.paragraphs[0]); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

func TestRefersBack(t *testing.T) {
	for s, want := range map[string]bool{
		"这些统计表明，成绩很大。": true, "這就是結論。": true, "总之，要努力。": true, "由此可见，是对的。": true, "其中，工业增长最快。": true, "但要看到不足。": true,
		"他们长期隐瞒。": true, "另一方面，要节约。": true, "以上各项都要办好。": true, "在他们中间还有矛盾。": true, "从这两方面出发，要努力。": true, "如不改变这种状况，就不行。": true, "如果增产，就好。": false, "在我国这样大的国家，很难。": false, "这几年来，成绩很大。": false, "对此，要重视。": true, "总起来说，成绩很大。": true, "所有这些都证明，是对的。": true, "此时，要努力。": true, "与此同时，要节约。": true, "與此同時，要節約。": true, "与会者都同意。": false, "在此期间，增长很快。": true, "就在这时，形势变了。": true, "为此，要加强领导。": true, "以钢的产量来说，是多的。": true, "事实正是如此。": true, "其他工业也有发展。": false,
		"这里有必要谈谈。": false, "工业增长了。": false, "此外，还有文化。": false, "为了办好学校，要努力。": false,
	} {
		b := newBody(s)
		if got := b.refersBack(b.paragraphs[0]); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}
