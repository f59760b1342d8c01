// Small help on the pages of the quiz, which work without it: words while questions are made, and no form sent by mistake.
(() => {
  "use strict";
  for (const form of document.querySelectorAll("form[data-vantar]")) {
    form.addEventListener("submit", () => {
      form.querySelector(".vantar").textContent = form.dataset.vantar;
      form.querySelector("[type=submit]").setAttribute("aria-disabled", "true");
    });
  }
  // Enter in a choice would press the form's first button, which marks the first question.
  document.querySelector("form.prov")?.addEventListener("keydown", (event) => {
    const isChoice = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key === "Enter" && isChoice) event.preventDefault();
  });
  // A fragment alone does not move the focus in every browser.
  const place = location.hash && document.getElementById(location.hash.slice(1));
  if (place instanceof HTMLElement && place.tabIndex === -1) place.focus();
})();
