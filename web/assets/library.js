// The documents that can be asked about, fetched once for all parts of the page
// and again when they have changed.
import { get } from "./api.js";

let fetching = null;

// documents are all of them; anew asks the server again.
export function documents(anew = false) {
  if (!fetching || anew) {
    fetching = get("/api/documents").then((body) => body.documents);
    fetching.catch(() => (fetching = null));
  }
  return fetching;
}

// ready are those that can be asked about.
export const ready = (all) => all.filter((d) => d.chunks > 0);
