// Takes an answer along: copies it as it is or as a note for the record, fetches its files, prints it. Nothing is stored.
(() => {
  "use strict";

  const TROUBLE = { 401: "Logga in igen", 404: "Svaret finns inte kvar. Ställ frågan igen", 429: "Vänta en stund och försök igen" };
  const FAILED = "Det gick inte att kopiera";

  const address = (element, path) => {
    const withQuestion = element.closest(".spara").querySelector("[data-med-fragan]").checked;
    return withQuestion ? path : `${path}?fraga=nej`;
  };

  const fetched = async (path) => {
    const response = await fetch(path);
    if (!response.ok) throw new Error(TROUBLE[response.status] ?? FAILED);
    return response.text();
  };

  // The clipboard wants to be asked at once, before the text is here: a promise of it is handed over where that is possible.
  const write = async (text) => {
    if (typeof text === "string" || !window.ClipboardItem) return navigator.clipboard.writeText(await text);
    const blob = text.then((words) => new Blob([words], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    return undefined;
  };

  const copy = async (button, text) => {
    const label = button.querySelector("span");
    const before = label.textContent;
    try {
      await write(text);
      label.textContent = "Kopierat";
    } catch {
      label.textContent = await Promise.resolve(text).then(() => FAILED, (error) => error.message || FAILED);
    }
    document.getElementById("besked").textContent = label.textContent;
    setTimeout(() => (label.textContent = before), 2500);
  };

  const print = (card) => {
    card.dataset.skrivs = "";
    document.documentElement.dataset.skrivUt = "";
    window.print();
    delete card.dataset.skrivs;
    delete document.documentElement.dataset.skrivUt;
  };

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const answer = target?.closest("[data-kopiera]");
    const note = target?.closest("[data-anteckning]");
    const file = target?.closest("[data-spara]");
    const printed = target?.closest("[data-skriv-ut]");
    if (answer) copy(answer, answer.dataset.kopiera);
    else if (note) copy(note, fetched(address(note, note.dataset.anteckning)));
    else if (file) file.href = address(file, file.pathname); // before the browser follows it
    else if (printed) print(printed.closest(".tur"));
  });
})();
