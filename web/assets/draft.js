// plain is text without markers and space, as drafts and checked sentences are compared.
const plain = (text) => text.replace(/\[\d+\]|\s/g, "");

// tail is what of a draft stands in no checked sentence yet. Sentences that
// were dropped stand before a checked one, and are gone with it.
export function tail(draft, sentences) {
  return draft.slice(sentences.reduce((from, s) => endOf(draft, plain(s.text), from) ?? from, 0));
}

// joined is the text of checked sentences, on the lines on which they stand in
// their draft, so that nothing moves when the whole answer takes their place.
export function joined(draft, sentences) {
  let from = 0;
  let text = "";
  for (const s of sentences) {
    const end = endOf(draft, plain(s.text), from);
    if (text && end && /^\s*\n/.test(draft.slice(from))) text += "\n";
    text += s.text;
    from = end ?? from;
  }
  return text;
}

// endOf finds where a sentence ends in a draft that has markers of its own.
function endOf(draft, sentence, from) {
  const ends = []; // in draft, of each character that counts
  let text = "";
  for (const m of draft.slice(from).matchAll(/\[\d+\]|\s|[^]/g)) {
    if (!plain(m[0])) continue;
    text += m[0];
    ends.push(from + m.index + 1);
  }
  const at = text.indexOf(sentence);
  return sentence && at >= 0 ? ends[at + sentence.length - 1] : undefined;
}
