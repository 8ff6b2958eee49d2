// Before anything is painted: the colours and the language that were chosen.
// A classic script, so that the page never flashes in others.
(function () {
  var root = document.documentElement;
  var kept = {};
  var dark = matchMedia("(prefers-color-scheme: dark)");
  try {
    kept = JSON.parse(localStorage.getItem("settings") || "{}") || {};
  } catch (e) {
    // what is kept cannot be read: the page is as it comes
  }
  // dress follows a choice, else the system's wish.
  window.dress = function (theme) {
    kept.theme = theme;
    root.dataset.theme = theme === "light" || theme === "dark" ? theme : dark.matches ? "dark" : "light";
  };
  dark.onchange = function () {
    window.dress(kept.theme);
  };
  window.dress(kept.theme);
  if (kept.lang === "zh-Hant" || kept.lang === "en") root.lang = kept.lang;
})();
