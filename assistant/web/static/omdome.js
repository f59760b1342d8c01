// Marks answers as good or wrong. A note that is being written survives that the conversation is drawn anew; it is kept in this
// page's memory alone and goes with the page.
(() => {
  "use strict";

  const drafts = new Map(); // by address: the verdict and the note so far
  const said = { good: "Bra svar", wrong: "Fel svar" };

  const announce = (words) => {
    const region = document.getElementById("besked");
    if (region) region.textContent = words;
  };

  const unfold = (box, draft) => {
    const form = box.querySelector("form");
    for (const button of box.querySelectorAll("[data-verdict]")) {
      button.setAttribute("aria-expanded", String(button.dataset.verdict === draft.verdict));
    }
    form.hidden = false;
    form.querySelector("textarea").value = draft.note;
    form.querySelector("[type=submit]").textContent = `Skicka: ${said[draft.verdict].toLowerCase()}`;
  };

  const fold = (box) => {
    drafts.delete(box.dataset.omdome);
    box.querySelector("form").hidden = true;
    for (const button of box.querySelectorAll("[data-verdict]")) button.setAttribute("aria-expanded", "false");
  };

  const complain = (form, words) => {
    form.querySelector(".omdome-fel").textContent = words;
  };

  const send = async (box) => {
    const form = box.querySelector("form");
    const draft = drafts.get(box.dataset.omdome);
    const button = form.querySelector("[type=submit]");
    if (!draft || button.disabled) return;
    button.disabled = true;
    complain(form, "");
    try {
      const response = await fetch(box.dataset.omdome, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(draft),
      });
      const told = await response.json();
      if (!response.ok) {
        complain(form, [told.error, told.advice].filter(Boolean).join(" "));
        return;
      }
      drafts.delete(box.dataset.omdome);
      const words = document.createElement("p");
      words.className = "omdome-svar";
      words.tabIndex = -1;
      words.textContent = told.message;
      box.replaceChildren(words);
      box.removeAttribute("data-omdome");
      words.focus();
      announce(told.message);
    } catch {
      complain(form, "Omdömet gick inte att skicka. Anteckningen står kvar. Kontrollera att assistenten är igång och försök igen.");
    } finally {
      button.disabled = false;
    }
  };

  const boxOf = (event) => (event.target instanceof Element ? event.target.closest("[data-omdome]") : null);

  document.addEventListener("click", (event) => {
    const box = boxOf(event);
    if (!box) return;
    const verdict = event.target.closest("[data-verdict]")?.dataset.verdict;
    if (verdict) {
      const note = drafts.get(box.dataset.omdome)?.note ?? "";
      drafts.set(box.dataset.omdome, { verdict, note });
      unfold(box, drafts.get(box.dataset.omdome));
      box.querySelector("textarea").focus();
    } else if (event.target.closest("[data-avbryt]")) {
      const opener = box.querySelector("[aria-expanded=true]");
      fold(box);
      opener?.focus();
    }
  });

  document.addEventListener("input", (event) => {
    const draft = drafts.get(boxOf(event)?.dataset.omdome);
    if (draft) draft.note = event.target.value;
  });

  document.addEventListener("submit", (event) => {
    const box = boxOf(event);
    if (!box) return;
    event.preventDefault();
    send(box);
  });

  new MutationObserver(() => {
    for (const box of drafts.size ? document.querySelectorAll("[data-omdome]") : []) {
      const draft = drafts.get(box.dataset.omdome);
      if (draft && box.querySelector("form").hidden) unfold(box, draft);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
