// plain is text without markers and space, as drafts and checked sentences are compared.
const plain = (text) => text.replace(/\[\d+\]|\s/g, "");

// tail is what of a draft stands in no checked sentence yet. Sentences that
// were dropped stand before a checked one, and are gone with it.
export function tail(draft, sentences) {
  let from = 0;
  for (const s of sentences) {
    const end = endOf(draft, plain(s.text), from);
    if (end >= 0) from = end;
  }
  return draft.slice(from);
}

// endOf finds where a sentence ends in a draft that has markers of its own.
function endOf(draft, sentence, from) {
  if (!sentence) return -1;
  const kept = []; // places in draft of the characters that count
  for (const m of draft.slice(from).matchAll(/\[\d+\]|\s|[^]/gu)) {
    if (plain(m[0])) kept.push({ char: m[0], end: from + m.index + m[0].length });
  }
  const at = kept.map((k) => k.char).join("").indexOf(sentence);
  if (at < 0) return -1;
  let length = 0;
  for (const k of kept) {
    length += k.char.length;
    if (length >= at + sentence.length) return k.end;
  }
  return -1;
}

// joined is the text of checked sentences, on the lines on which they stand in
// their draft, so that nothing moves when the whole answer takes their place.
export function joined(draft, sentences) {
  let from = 0;
  let text = "";
  for (const s of sentences) {
    const end = endOf(draft, plain(s.text), from);
    const breaks = end >= 0 && /^\s*\n/.test(draft.slice(from));
    text += (breaks && text ? "\n" : "") + s.text;
    if (end >= 0) from = end;
  }
  return text;
}
