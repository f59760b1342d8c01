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

  // --- before the first question: the examples of the user's own role ----------------------------------------------
  const showOwnExamples = () => {
    const empty = document.querySelector("#samtal .tom:not([data-vald])");
    if (!empty) return;
    empty.dataset.vald = "";
    const own = empty.querySelector(`[value="${CSS.escape(byId("topp")?.dataset.roll ?? "")}"]`);
    if (own) own.checked = true;
  };

  // --- the tab's conversation -----------------------------------------------------------------------------------
  const TAB = "flik";
  // A page that is left lets go of its tab's number a moment after the next one has begun. Looks are counted, not time alone:
  // a browser that is busy drawing the page must not be taken for one that refuses. A slow machine may take a second; whoever
  // gives up too early has lost the conversation, and a copy of a tab can wait.
  const LOOKS = 75;
  const BETWEEN_LOOKS_MS = 20;
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
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
  const drawn = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  let tab = known ?? drawn();
  let isResuming = Boolean(known);
  if (isResuming) document.documentElement.dataset.aterupptar = "";

  // A tab that is duplicated brings the number along. Only one page at a time is given it; the copy draws one of its own, so
  // that two pages never write into one conversation.
  const isOurs = async (number) => {
    if (!navigator.locks) return true; // an old browser: the two share the conversation
    const wait = new AbortController();
    let isHeld = false;
    const hold = () => {
      isHeld = true;
      return new Promise(() => {}); // until the page is left
    };
    navigator.locks.request(`flik-${number}`, { signal: wait.signal }, hold).catch(() => {});
    for (let looks = 0; !isHeld && looks < LOOKS; looks++) await pause(BETWEEN_LOOKS_MS);
    if (!isHeld) wait.abort();
    return isHeld;
  };

  const resume = async () => {
    if (!(await isOurs(tab))) {
      forget();
      tab = drawn();
      showResumed();
      await isOurs(tab);
    }
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
    held = document.querySelector("#samtal .samtal")?.dataset.samtal ?? "";
    const turns = document.querySelectorAll("#turer .tur");
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
  let held = ""; // which conversation that was
  let isLost = false; // whether the server has begun another, because it no longer had that one
  let isWriting = false; // whether a language model is writing
  let followed = null;
  const SILENT_MS = 1000; // an answer that is there by then is all there is to say
  const quiet = matchMedia("(prefers-reduced-motion: reduce)");
  const intoView = (element) => element.scrollIntoView({ block: "start", behavior: quiet.matches ? "auto" : "smooth" });

  const onChange = () => {
    const conversation = document.querySelector("#samtal .samtal");
    const waiting = document.querySelector("#pagar .vantar");
    const growing = document.querySelector("#pagar .skrivs");
    const asked = Number(conversation?.dataset.antal ?? 0);
    showOwnExamples();
    if (isResuming) {
      if (conversation || document.querySelector("#samtal .glomt")) onResumed(asked);
      return;
    }
    const current = conversation?.dataset.samtal ?? "";
    if (current !== held) {
      isLost = Boolean(current && held && shown);
      if (isLost) shown = 0;
      held = current;
    }
    if (growing && !isWriting) announce(growing.querySelector("p").textContent); // once, not with every sentence
    isWriting = Boolean(growing);
    if (waiting) {
      intoView(waiting);
      setTimeout(() => waiting.isConnected && announce(waiting.textContent), SILENT_MS);
    } else if (growing) {
      if (growing !== followed) intoView(growing);
      followed = growing;
    } else if (asked !== shown) {
      shown = asked;
      clearTrouble();
      const failure = document.querySelector("#pagar .fel");
      const turns = document.querySelectorAll("#turer .tur");
      if (failure) onFailure(failure);
      else if (turns.length) onAnswer(turns[turns.length - 1]);
      else {
        forget();
        input().focus(); // started over
      }
      if (isLost) onLost();
      isLost = false;
    }
  };

  const onLost = () => {
    byId("avbrott-text").textContent =
      "Assistenten har startats om eller glömt samtalet. De tidigare svaren finns inte kvar. Ställ frågorna igen om du behöver svaren.";
  };

  const onFailure = (failure) => {
    announce(failure.textContent);
    intoView(failure);
  };

  // The short answer as it is read out: without the numbers of its sources, which follow in the card, and with pauses.
  const spoken = (answer) => {
    const copy = answer.cloneNode(true);
    for (const number of copy.querySelectorAll(".chip")) number.remove();
    return [...copy.querySelectorAll("p, li")].map((part) => part.textContent.trim()).join("\n");
  };

  const onAnswer = (newest) => {
    announce(`${newest.querySelector(".status").textContent}. ${spoken(newest.querySelector(".kort-svar"))}`);
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
    if (!isFull && !isTooOften && !isLoggedOut && !isLooking) lookForServer();
  };

  // After a lost connection Gradio's own script never asks again. The page says when there is somebody to ask.
  const LOOK_MS = 3000;
  let isLooking = false;
  const lookForServer = async () => {
    isLooking = true;
    await pause(LOOK_MS);
    const isUp = await fetch("/healthz").then((answer) => answer.ok, () => false);
    if (!isUp) return lookForServer();
    isLooking = false;
    if (byId("avbrott-text").textContent)
      byId("avbrott-text").textContent =
        "Assistenten svarar igen. Kopiera det du vill behålla och ladda om, så kan du fråga vidare.";
    return undefined;
  };

  const clearTrouble = () => {
    if (byId("avbrott-text").textContent) byId("avbrott-text").textContent = "";
    document.querySelector("[data-ladda-om]").hidden = true;
  };

  const watch = () => {
    const conversation = byId("samtal");
    const notes = document.querySelector(".toast-wrap");
    if (!conversation || !notes || !byId("ateruppta") || !field("flik")) {
      setTimeout(watch, 50); // Gradio draws the page after this script has run
      return;
    }
    new MutationObserver(onChange).observe(conversation, { childList: true, subtree: true });
    showOwnExamples();
    resume();
    new MutationObserver(onTrouble).observe(notes, { childList: true, subtree: true });
  };
  watch();
})();
