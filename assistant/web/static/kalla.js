// The source beside the answer: opens it at the quote, and moves through it by paragraph and from quote to quote.
(() => {
  "use strict";

  const narrow = matchMedia("(max-width: 63.99rem)");
  const byId = (id) => document.getElementById(id);
  let openedBy = null; // what to give the focus back to when the sheet closes
  let card = ""; // which answer the open source belongs to
  let day = ""; // the day that the answer's law is judged on, where the user chose one
  let latest = 0; // counts what was opened, so that a slow answer of the server does not take a newer one's place

  const announce = (words) => {
    byId("kalla-besked").textContent = words;
  };

  const open = async (opener, isWished) => {
    const content = byId("kalla-innehall");
    if (!content) return;
    const mine = ++latest;
    ({ tur: card = "", lag: day = "" } = opener.closest("[data-tur]")?.dataset ?? {});
    markCurrent(opener.dataset.kalla);
    if (isWished) showSheet(opener);
    content.setAttribute("aria-busy", "true");
    const html = await fetched(onTheDay(opener.dataset.kalla));
    if (mine !== latest) return;
    content.innerHTML = html; // our own route; it escapes everything
    content.removeAttribute("aria-busy");
    showPlace(content.querySelector("[data-stycke]:has([data-citerat])"));
    scrollTo(content.querySelector("mark") ?? content.querySelector("[data-citerat]"));
    if (isWished) {
      content.focus({ preventScroll: true });
      announce("Dokumentet är öppet vid citatet.");
    }
  };

  const onTheDay = (address) => {
    const url = new URL(address, location.href);
    if (day) url.searchParams.set("datum", day);
    return url.href;
  };

  const TROUBLE = {
    401: "Din inloggning har gått ut. Svaret står kvar. Ladda om sidan och logga in igen.",
    429: "Du öppnar dokument oftare än vad assistenten tillåter. Vänta en liten stund och försök igen.",
  };

  const fetched = async (address) => {
    let words = "Svaret står kvar. Kontrollera att assistenten är igång och försök igen.";
    try {
      const response = await fetch(address);
      if (response.ok) return await response.text();
      words = TROUBLE[response.status] ?? words;
    } catch {
      // no connection: the words above
    }
    return `<p class="fel" role="alert">Dokumentet gick inte att öppna. ${words}</p>`;
  };

  // --- where one is -------------------------------------------------------------------------------------------
  const showPlace = (place) => {
    const article = byId("kalla-innehall").querySelector("[data-etikett]");
    byId("kalla-rubrik").textContent = place?.dataset.stycke ?? "Källa";
    byId("kalla-fakta").textContent = [article?.dataset.fakta, day && `Lag per ${day}`].filter(Boolean).join(" · ");
    byId("kalla-verktyg").hidden = !place;
    if (!place) return;
    byId("kalla-lank").href = onTheDay(place.dataset.lank);
    for (const other of article.querySelectorAll("[data-lases]")) other.removeAttribute("data-lases");
    place.setAttribute("data-lases", "");
    const places = [...article.querySelectorAll("[data-stycke]")];
    const at = places.indexOf(place);
    atEnds("stycke", at === 0, at === places.length - 1);
    showQuotes();
  };

  const quotes = () => [...document.querySelectorAll(`[data-tur="${CSS.escape(card)}"] .visa`)];
  const quoteAt = (all) => all.findIndex((one) => one.hasAttribute("data-oppen"));

  const showQuotes = () => {
    const all = quotes();
    byId("kalla-citat").hidden = all.length < 2;
    byId("citat-plats").textContent = `Citat ${quoteAt(all) + 1}${narrow.matches ? "/" : " av "}${all.length}`;
    atEnds("citat", quoteAt(all) === 0, quoteAt(all) === all.length - 1);
  };

  // A button at its end stays where it is and keeps the focus; it only says that there is no more.
  const atEnds = (what, first, last) => {
    document.querySelector(`[data-steg="${what}:-1"]`).setAttribute("aria-disabled", String(first));
    document.querySelector(`[data-steg="${what}:1"]`).setAttribute("aria-disabled", String(last));
  };

  const scrollTo = (target) => {
    const content = byId("kalla-innehall");
    if (!target) {
      content.scrollTop = 0;
      return;
    }
    const offset = target.getBoundingClientRect().top - content.getBoundingClientRect().top + content.scrollTop;
    content.scrollTop = Math.max(0, offset - content.clientHeight / 3); // in the upper third, with what comes before it above
  };

  const markCurrent = (place) => {
    for (const other of document.querySelectorAll("[data-kalla]")) {
      other.toggleAttribute("data-oppen", other.dataset.kalla === place);
    }
  };

  // --- moving -------------------------------------------------------------------------------------------------
  const stepParagraph = (way) => {
    const places = [...byId("kalla-innehall").querySelectorAll("[data-stycke]")];
    const next = places[places.findIndex((place) => place.hasAttribute("data-lases")) + way];
    if (!next) {
      announce("Dokumentet har inga fler stycken åt det hållet.");
      return;
    }
    showPlace(next);
    scrollTo(next);
    announce(`${next.dataset.stycke}. ${next.querySelector(".brod")?.textContent ?? ""}`);
  };

  const stepQuote = async (way) => {
    const all = quotes();
    const next = all[quoteAt(all) + way];
    if (!next) {
      announce("Svaret har inga fler citat åt det hållet.");
      return;
    }
    openedBy = openedBy && next; // a sheet that is closed gives the focus to the quote that was read last
    await open(next, false);
    announce(`${byId("citat-plats").textContent}. ${byId("kalla-rubrik").textContent}`);
  };

  const step = (what, way) => (what === "citat" ? stepQuote(way) : stepParagraph(way));

  // --- narrow: a sheet over the conversation -------------------------------------------------------------------
  const setInert = (isInert) => {
    for (const id of ["samtalsdel", "huvud", "topp"]) byId(id).inert = isInert;
  };

  const showSheet = (opener) => {
    openedBy = opener;
    if (!narrow.matches) return;
    document.documentElement.dataset.kallaOppen = "";
    byId("kalla-panel").setAttribute("role", "dialog");
    byId("kalla-panel").setAttribute("aria-modal", "true");
    setInert(true);
  };

  const closeSheet = () => {
    if (!("kallaOppen" in document.documentElement.dataset)) return;
    delete document.documentElement.dataset.kallaOppen;
    byId("kalla-panel").removeAttribute("role");
    byId("kalla-panel").removeAttribute("aria-modal");
    setInert(false);
    openedBy?.focus();
  };

  narrow.addEventListener("change", closeSheet);

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const opener = target?.closest("[data-kalla]");
    const stepper = target?.closest("[data-steg]");
    if (opener) open(opener, true);
    else if (stepper) {
      const [what, way] = stepper.dataset.steg.split(":");
      step(what, Number(way));
    } else if (target?.closest("[data-stang]")) closeSheet();
  });

  document.addEventListener("keydown", (event) => {
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === "Escape") closeSheet();
    else if (way && event.altKey && byId("kalla-panel")?.contains(document.activeElement) && !byId("kalla-verktyg").hidden) {
      event.preventDefault();
      stepParagraph(way);
    }
  });

  document.addEventListener("visa-kalla", (event) => open(event.detail, false)); // a new answer's first source, when wide
})();
