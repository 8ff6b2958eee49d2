// What this browser remembers: colours, language, what was being typed. Where
// storage is refused, the page works and forgets.

function kept() {
  try {
    return JSON.parse(localStorage.getItem("settings") || "{}") || {};
  } catch {
    return {};
  }
}

// setting is a choice kept beyond this visit.
export function setting(name) {
  return kept()[name];
}

export function keep(name, value) {
  try {
    localStorage.setItem("settings", JSON.stringify({ ...kept(), [name]: value }));
  } catch {
    // forgotten, then
  }
}

// visit is kept as long as this tab is open.
export const visit = {
  get(name) {
    try {
      return JSON.parse(sessionStorage.getItem(name) || "null");
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      if (value === null) sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, JSON.stringify(value));
    } catch {
      // forgotten, then
    }
  },
};
