// Copying. The clipboard's own interface is there on https and on this machine
// only; on an intranet's plain http address the browser's older command does the same.

// copy puts a text, and as rich text a list of elements, on the clipboard.
export async function copy(text, rich) {
  const html = rich ? rich.map((e) => e.outerHTML).join("") : "";
  if (isSecureContext && navigator.clipboard && (await modern(text, html))) return;
  if (!older(text, html)) throw new Error("copy");
}

async function modern(text, html) {
  try {
    if (!html) await navigator.clipboard.writeText(text);
    else {
      const item = { "text/plain": blob(text, "text/plain"), "text/html": blob(html, "text/html") };
      await navigator.clipboard.write([new ClipboardItem(item)]);
    }
    return true;
  } catch {
    return false; // not allowed, or not of this kind
  }
}

function blob(text, type) {
  return new Blob([text], { type });
}

function older(text, html) {
  const fill = (e) => {
    e.preventDefault();
    e.stopPropagation();
    e.clipboardData.setData("text/plain", text);
    if (html) e.clipboardData.setData("text/html", html);
  };
  document.addEventListener("copy", fill, true);
  const done = document.execCommand("copy");
  document.removeEventListener("copy", fill, true);
  return done;
}
