// Before anything is painted: the colours and the language that were chosen.
// A classic script, so that the page never flashes in others.
(function () {
  var root = document.documentElement;
  var kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("settings") || "{}") || {};
  } catch (e) {
    // what is kept cannot be read: the page is as it comes
  }
  if (kept.theme === "light" || kept.theme === "dark") root.dataset.theme = kept.theme;
  if (kept.lang === "zh-Hant" || kept.lang === "en") root.lang = kept.lang;
})();
