// Gradio picks its own words, and the page's lang, from the browser's language. The page is Swedish whatever that is.
Object.defineProperty(navigator, "language", { get: () => "sv" });
Object.defineProperty(navigator, "languages", { get: () => ["sv"] });
