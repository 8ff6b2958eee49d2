// What this browser remembers: colours, language, what was being typed. Where
// storage is refused, the page works and forgets.

const box = (storage) => ({
  get(name) {
    try {
      return JSON.parse(storage().getItem(name));
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      storage().setItem(name, JSON.stringify(value));
    } catch {
      // forgotten, then
    }
  },
});

const kept = box(() => localStorage);

// setting is a choice kept beyond this visit.
export const setting = (name) => (kept.get("settings") || {})[name];
export const keep = (name, value) => kept.set("settings", { ...kept.get("settings"), [name]: value });

// visit is kept as long as this tab is open.
export const visit = box(() => sessionStorage);
