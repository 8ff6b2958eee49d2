// Copying. The clipboard's own interface is there on https and on this machine
// only; on an intranet's plain http address the browser's older command does the same.
import { on } from "./dom.js";
import { toast } from "./menu.js";
import { t } from "./words.js";

// copied tells whether something could be copied; else it shows what is to be
// copied by hand.
export async function copied(act, done = t("copied"), otherwise = t("notCopied")) {
  toast(await act().then(() => done, () => otherwise));
}

// copy puts a text, and as rich text a list of elements, on the clipboard.
export async function copy(text, rich) {
  const forms = { "text/plain": text, ...(rich && { "text/html": rich.map((e) => e.outerHTML).join("") }) };
  if (isSecureContext && navigator.clipboard && (await modern(forms))) return;
  if (!older(forms)) throw new Error("copy");
}

async function modern(forms) {
  try {
    const items = Object.entries(forms).map(([type, text]) => [type, new Blob([text], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(items))]);
    return true;
  } catch {
    return false; // not allowed, or not of this kind
  }
}

function older(forms) {
  const fill = (e) => {
    e.preventDefault();
    e.stopPropagation();
    for (const [type, text] of Object.entries(forms)) e.clipboardData.setData(type, text);
  };
  on(document, "copy", fill, true);
  const done = document.execCommand("copy");
  document.removeEventListener("copy", fill, true);
  return done;
}
