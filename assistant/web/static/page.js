// What the page does beyond Gradio: opens sources, asks suggested questions, copies, announces answers.
// It stores nothing in the browser and asks only this server.
(() => {
  "use strict";

  const narrow = matchMedia("(max-width: 63.99rem)");
  const byId = (id) => document.getElementById(id);
  const input = () => document.querySelector("#fraga textarea");
  let openedBy = null; // what to give the focus back to when the sheet closes

  const announce = (words) => {
    const region = byId("besked");
    if (region) region.textContent = words;
  };

  // --- sources -----------------------------------------------------------------------------------------------
  const openSource = async (opener, isWished) => {
    const content = byId("kalla-innehall");
    if (!content) return;
    markCurrent(opener.dataset.kalla);
    if (isWished) showSheet(opener);
    content.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(opener.dataset.kalla);
      if (!response.ok) throw new Error(String(response.status));
      content.innerHTML = await response.text(); // our own route; it escapes everything
    } catch {
      content.innerHTML =
        '<p class="fel">Dokumentet gick inte att öppna. Svaret står kvar. Kontrollera att assistenten är igång och försök igen.</p>';
    }
    content.removeAttribute("aria-busy");
    byId("kalla-rubrik").textContent = content.querySelector("[data-etikett]")?.dataset.etikett ?? "Källa";
    scrollToQuote(content);
    if (isWished) {
      content.focus({ preventScroll: true });
      announce("Dokumentet är öppet vid citatet.");
    }
  };

  const scrollToQuote = (content) => {
    const target = content.querySelector("mark") ?? content.querySelector("[data-citerat]");
    const paragraph = content.querySelector("[data-citerat]");
    if (!target || !paragraph) {
      content.scrollTop = 0;
      return;
    }
    const offset = (element) => element.getBoundingClientRect().top - content.getBoundingClientRect().top + content.scrollTop;
    const room = content.clientHeight / 3; // the quote stands in the upper third, with what comes before it above
    content.scrollTop = Math.max(0, offset(target) - room);
  };

  const markCurrent = (place) => {
    for (const other of document.querySelectorAll("[data-kalla]")) {
      other.toggleAttribute("data-oppen", other.dataset.kalla === place);
    }
  };

  const showSheet = (opener) => {
    openedBy = opener;
    if (!narrow.matches) return;
    document.documentElement.dataset.kallaOppen = "";
    const panel = byId("kalla-panel");
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-modal", "true");
    byId("samtalsdel").inert = true;
    byId("huvud").inert = true;
  };

  const closeSheet = () => {
    if (!("kallaOppen" in document.documentElement.dataset)) return;
    delete document.documentElement.dataset.kallaOppen;
    const panel = byId("kalla-panel");
    panel.removeAttribute("role");
    panel.removeAttribute("aria-modal");
    byId("samtalsdel").inert = false;
    byId("huvud").inert = false;
    openedBy?.focus();
  };

  narrow.addEventListener("change", closeSheet);

  // --- questions ---------------------------------------------------------------------------------------------
  const ask = (question) => {
    const box = input();
    box.value = question;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => byId("skicka").click()); // after Gradio has taken the new value in
  };

  const render = (wish) => {
    const field = document.querySelector("#aterge-onskan textarea, #aterge-onskan input");
    field.value = wish;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => byId("aterge-knapp").click());
    announce("Språkmodellen återger svaret.");
  };

  const copy = async (button) => {
    const label = button.querySelector("span");
    const before = label.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.kopiera);
      label.textContent = "Kopierat";
    } catch {
      label.textContent = "Det gick inte att kopiera";
    }
    announce(label.textContent);
    setTimeout(() => (label.textContent = before), 2500);
  };

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const source = target?.closest("[data-kalla]");
    const question = target?.closest("[data-fraga]");
    const copied = target?.closest("[data-kopiera]");
    const rendered = target?.closest("[data-aterge]");
    if (source) openSource(source, true);
    else if (question) ask(question.dataset.fraga);
    else if (copied) copy(copied);
    else if (rendered) render(rendered.dataset.aterge);
    else if (target?.closest("[data-stang]")) closeSheet();
    else if (target?.closest("[data-ladda-om]")) location.reload();
    else if (target?.closest("[data-hoppa]")) {
      event.preventDefault();
      input().focus();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeSheet();
  });

  // --- new answers -------------------------------------------------------------------------------------------
  let shown = 0; // how many questions had been asked when the page last told of an answer
  let isWriting = false; // whether a language model is writing
  let followed = null;
  const quiet = matchMedia("(prefers-reduced-motion: reduce)");
  const intoView = (element) => element.scrollIntoView({ block: "start", behavior: quiet.matches ? "auto" : "smooth" });

  const onChange = () => {
    const conversation = document.querySelector("#samtal .samtal");
    const waiting = conversation?.querySelector(".vantar");
    const growing = conversation?.querySelector(".skrivs");
    const asked = Number(conversation?.dataset.antal ?? 0);
    if (growing && !isWriting) announce(growing.querySelector("p").textContent); // once, not with every sentence
    isWriting = Boolean(growing);
    if (waiting) {
      intoView(waiting);
    } else if (growing) {
      if (growing !== followed) intoView(growing);
      followed = growing;
    } else if (asked !== shown) {
      shown = asked;
      clearTrouble();
      const failure = conversation?.querySelector(":scope > .fel");
      const turns = document.querySelectorAll("#samtal .tur");
      if (failure) onFailure(failure);
      else if (turns.length) onAnswer(turns[turns.length - 1]);
      else input().focus(); // started over
    }
  };

  const onFailure = (failure) => {
    announce(failure.textContent);
    intoView(failure);
  };

  const onAnswer = (newest) => {
    announce(`${newest.querySelector(".status").textContent}. ${newest.querySelector(".kort-svar").textContent}`);
    intoView(newest);
    const isFocusLost = !document.activeElement || document.activeElement === document.body; // the button was redrawn
    if (isFocusLost) newest.querySelector(".fraga").focus({ preventScroll: true });
    const first = newest.querySelector("[data-kalla]");
    if (first && !narrow.matches) openSource(first, false); // wide: the source stands beside the answer
  };

  // --- trouble ------------------------------------------------------------------------------------------------
  // Gradio tells of a lost connection or a full queue in English, in a note that goes away. Ours is Swedish and stays.
  const onTrouble = () => {
    const note = document.querySelector(".toast-wrap .toast-message-text");
    if (!note) return;
    const isFull = /busy|queue/i.test(note.textContent);
    byId("avbrott-text").textContent = isFull
      ? "Många frågar just nu. Din fråga står kvar. Försök igen om en stund."
      : "Assistenten svarar inte. Samtalet och din fråga står kvar här tills du laddar om sidan. " +
        "Kopiera det du vill behålla, kontrollera att programmet är igång och ladda om.";
    document.querySelector("[data-ladda-om]").hidden = isFull;
  };

  const clearTrouble = () => {
    if (byId("avbrott-text").textContent) byId("avbrott-text").textContent = "";
  };

  const watch = () => {
    const conversation = byId("samtal");
    const notes = document.querySelector(".toast-wrap");
    if (!conversation || !notes) {
      setTimeout(watch, 50); // Gradio draws the page after this script has run
      return;
    }
    new MutationObserver(onChange).observe(conversation, { childList: true, subtree: true });
    new MutationObserver(onTrouble).observe(notes, { childList: true, subtree: true });
  };
  watch();
})();
