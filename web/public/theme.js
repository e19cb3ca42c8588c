// Before the first paint: the chosen theme, so that a dark screen never flashes white. A file of its own, because
// the page forbids inline scripts.
(function () {
  var choice = "auto";
  try {
    choice = localStorage.getItem("ringwell.theme") || "auto";
  } catch {
    /* storage forbidden: follow the system */
  }
  var dark = choice === "dark" || (choice === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
