// What the page does beyond Gradio: asks suggested questions, limits them, announces answers, and finds the conversation again.
// It asks only this server. In the browser it keeps one thing, until the tab is closed: a number drawn by chance, by which the
// server knows the tab's conversation again.
(() => {
  "use strict";

  const narrow = matchMedia("(max-width: 63.99rem)");
  const byId = (id) => document.getElementById(id);
  const input = () => document.querySelector("#fraga textarea");

  const announce = (words) => {
    const region = byId("besked");
    if (region) region.textContent = words;
  };

  // --- questions ---------------------------------------------------------------------------------------------
  const field = (id) => document.querySelector(`#${id} textarea, #${id} input`);

  const fill = (id, value) => {
    field(id).value = value;
    field(id).dispatchEvent(new Event("input", { bubbles: true }));
  };

  const ask = (question) => {
    fill("fraga", question);
    setTimeout(() => byId("skicka").click()); // after Gradio has taken the new value in
  };

  const render = (wish) => {
    fill("aterge-onskan", wish);
    setTimeout(() => byId("aterge-knapp").click());
    announce("Språkmodellen återger svaret.");
  };

  // --- what questions are limited to ----------------------------------------------------------------------------
  const boxes = (inside) => [...inside.querySelectorAll("[data-dokument]")];

  const onLimits = () => {
    const choices = byId("avgransning");
    for (const place of choices.querySelectorAll("[data-plats]")) {
      const own = boxes(place.closest("li"));
      place.checked = own.every((box) => box.checked);
      place.indeterminate = !place.checked && own.some((box) => box.checked);
    }
    const documents = boxes(choices).filter((box) => box.checked).map((box) => box.value);
    const on = byId("lag-dag").value.trim();
    fill("avgransning-falt", documents.length || on ? JSON.stringify({ documents, on }) : "");
  };

  const unlimit = () => {
    for (const box of boxes(byId("avgransning"))) box.checked = false;
    byId("lag-dag").value = "";
    onLimits();
    announce("Avgränsningen är borttagen.");
  };

  document.addEventListener("change", (event) => {
    if (!event.target.closest?.("#avgransning")) return;
    if (event.target.matches("[data-plats]")) {
      for (const box of boxes(event.target.closest("li"))) box.checked = event.target.checked;
    }
    onLimits();
  });

  // --- the tab's conversation -----------------------------------------------------------------------------------
  const TAB = "flik";
  const stored = (use) => {
    try {
      return use(sessionStorage);
    } catch {
      return null; // a browser that stores nothing: the page works, and a reload starts over
    }
  };
  const remember = () => stored((store) => store.setItem(TAB, tab));
  const forget = () => stored((store) => store.removeItem(TAB));
  const known = stored((store) => store.getItem(TAB));
  const tab = known ?? [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  let isResuming = Boolean(known);
  if (isResuming) document.documentElement.dataset.aterupptar = "";

  const resume = () => {
    fill("flik", tab);
    if (!isResuming) return;
    setTimeout(() => byId("ateruppta").click());
    setTimeout(showResumed, 5000); // the server does not answer: the page is usable all the same
  };

  const showResumed = () => {
    isResuming = false;
    delete document.documentElement.dataset.aterupptar;
  };

  const onResumed = (asked) => {
    showResumed();
    shown = asked;
    const turns = document.querySelectorAll("#samtal .tur");
    if (!turns.length) {
      forget();
      return;
    }
    turns[turns.length - 1].scrollIntoView({ block: "start" });
    openFirstSource(turns[turns.length - 1]);
    announce("Samtalet är kvar.");
  };

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const question = target?.closest("[data-fraga]");
    const rendered = target?.closest("[data-aterge]");
    if (question) ask(question.dataset.fraga);
    else if (rendered) render(rendered.dataset.aterge);
    else if (target?.closest("[data-rensa]")) unlimit();
    else if (target?.closest("[data-ladda-om]")) location.reload();
    else if (target?.closest("[data-hoppa]")) {
      event.preventDefault();
      input().focus();
    }
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
    if (isResuming) {
      if (conversation || document.querySelector("#samtal .glomt")) onResumed(asked);
      return;
    }
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
      else {
        forget();
        input().focus(); // started over
      }
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
    remember();
    openFirstSource(newest);
  };

  const openFirstSource = (turn) => {
    const first = turn.querySelector("[data-kalla]");
    if (first && !narrow.matches) document.dispatchEvent(new CustomEvent("visa-kalla", { detail: first })); // wide: beside the answer
  };

  // --- trouble ------------------------------------------------------------------------------------------------
  // Gradio tells of a lost connection or a full queue in English, in a note that goes away. Ours is Swedish and stays.
  const onTrouble = () => {
    const note = document.querySelector(".toast-wrap .toast-message-text");
    if (!note) return;
    const isFull = /busy|queue/i.test(note.textContent);
    const isLoggedOut = note.textContent.includes("inte inloggad");
    const isTooOften = note.textContent.includes("oftare");
    byId("avbrott-text").textContent = isTooOften
      ? "Du frågar oftare än vad assistenten tillåter. Din fråga står kvar. Vänta en liten stund och försök igen."
      : isFull
      ? "Många frågar just nu. Din fråga står kvar. Försök igen om en stund."
      : isLoggedOut
      ? "Din inloggning har gått ut. Samtalet och din fråga står kvar här. Kopiera det du vill behålla, ladda om och logga in igen."
      : "Assistenten svarar inte. Samtalet och din fråga står kvar här. " +
        "Kopiera det du vill behålla, kontrollera att programmet är igång och ladda om.";
    document.querySelector("[data-ladda-om]").hidden = isFull || isTooOften;
  };

  const clearTrouble = () => {
    if (byId("avbrott-text").textContent) byId("avbrott-text").textContent = "";
  };

  const watch = () => {
    const conversation = byId("samtal");
    const notes = document.querySelector(".toast-wrap");
    if (!conversation || !notes || !byId("ateruppta") || !field("flik")) {
      setTimeout(watch, 50); // Gradio draws the page after this script has run
      return;
    }
    new MutationObserver(onChange).observe(conversation, { childList: true, subtree: true });
    resume();
    new MutationObserver(onTrouble).observe(notes, { childList: true, subtree: true });
  };
  watch();
})();
