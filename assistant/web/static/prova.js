// Copies the text of a field, where the browser lets it; without this script the field can be marked and copied by hand.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-kopiera-falt]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      const status = button.parentElement.querySelector("[role=status]");
      const field = document.getElementById(button.dataset.kopieraFalt);
      try {
        await navigator.clipboard.writeText(field.value);
        status.textContent = "Kopierat";
      } catch {
        field.select();
        status.textContent = "Det gick inte att kopiera. Texten är markerad: kopiera den själv.";
      }
    });
  }
  // After a check the result is read first; a fragment alone does not move the focus in every browser.
  const result = document.getElementById("resultat");
  if (result && location.hash === "#resultat") result.focus({ preventScroll: false });
})();
