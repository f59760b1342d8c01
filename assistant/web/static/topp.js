// Closes the folded menu of a narrow page with Escape and by a click beside it. Without this script it folds by itself.
(() => {
  "use strict";
  const opened = () => document.querySelector(".topp-fall[open]");

  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" ? opened() : null;
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  document.addEventListener("click", (event) => {
    const menu = opened();
    if (menu && !menu.contains(event.target)) menu.open = false;
  });
})();
