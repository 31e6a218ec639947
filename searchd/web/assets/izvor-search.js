// <izvor-search>: Izvor's search box with suggestions, for any page (/embed says how to use it).
//
// A custom element around a plain form: what stands inside the element is shown where scripts do not run. It follows the
// combobox pattern of the ARIA Authoring Practices (editable, list autocomplete, https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).
// No inline script or style, no eval, no markup from text: it works under a content security policy as strict as
//   script-src SERVER; connect-src SERVER; form-action SERVER
// and where suggestions cannot be fetched (cors_origins does not name the page's origin) it is a search box without them.
//
// Attributes: server (default: where this script comes from), label, limit (suggestions, 1 to 20).
"use strict";

(() => {
  const origin = document.currentScript ? new URL(document.currentScript.src).origin : location.origin;
  const WORDS = {
    bg: { label: "{{bg.search_policy}}", button: "{{bg.search}}", list: "{{bg.suggestions}}",
          none: "{{bg.suggestions_none}}", one: "{{bg.suggestions_one}}", many: "{{bg.suggestions_many}}" },
    en: { label: "{{en.search_policy}}", button: "{{en.search}}", list: "{{en.suggestions}}",
          none: "{{en.suggestions_none}}", one: "{{en.suggestions_one}}", many: "{{en.suggestions_many}}" },
  };
  const PAUSE = 120;  // Milliseconds without a key before suggestions are asked for.

  // A sheet made by script is no inline style, so no policy of the page stands in its way.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; font: inherit; color: inherit; max-width: 40rem; }
    :host([hidden]) { display: none; }
    form { display: flex; gap: .5rem; position: relative; }
    .box { flex: 1; position: relative; min-width: 0; }
    input, button { font: inherit; color: inherit; padding: .5em .8em; border: 1px solid; border-radius: .5em; background: Field; box-sizing: border-box; }
    input { width: 100%; color: FieldText; }
    button { background: ButtonFace; color: ButtonText; cursor: pointer; }
    input:focus-visible, button:focus-visible { outline: 3px solid Highlight; outline-offset: 1px; }
    ul { position: absolute; z-index: 1000; inset: calc(100% + .25rem) 0 auto 0; margin: 0; padding: .25rem 0; list-style: none;
         background: Canvas; color: CanvasText; border: 1px solid; border-radius: .5em; max-height: 20rem; overflow-y: auto; }
    ul[hidden] { display: none; }
    li { padding: .45em .8em; cursor: pointer; overflow-wrap: anywhere; }
    li[aria-selected="true"] { background: Highlight; color: HighlightText; }
    .hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  `);

  const make = (name, attributes = {}, text = "") => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text) element.textContent = text;
    return element;
  };

  class IzvorSearch extends HTMLElement {
    #server; #words; #input; #list; #status; #form;
    #typed = "";       // What the person wrote, while a suggestion stands in the box.
    #active = -1;      // The suggestion that the arrows have reached.
    #timer = 0;
    #request = null;   // The AbortController of the question under way.

    connectedCallback() {
      if (this.shadowRoot) return;
      this.#server = this.getAttribute("server") || origin;
      const language = (this.closest("[lang]")?.lang || "bg").toLowerCase();
      this.#words = language.startsWith("en") ? WORDS.en : WORDS.bg;
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
      this.#build();
      this.#listen();
    }

    disconnectedCallback() {
      clearTimeout(this.#timer);
      this.#request?.abort();
    }

    #build() {
      const label = this.getAttribute("label") || this.#words.label;
      this.#form = make("form", { role: "search", method: "get", action: new URL("/search", this.#server).href });
      this.#input = make("input", {
        id: "q", name: "q", type: "search", required: "", maxlength: "2048", autocomplete: "off", autocapitalize: "off",
        spellcheck: "false", enterkeyhint: "search", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
        "aria-controls": "list", "aria-haspopup": "listbox", placeholder: label,
      });
      this.#list = make("ul", { id: "list", role: "listbox", "aria-label": this.#words.list, hidden: "" });
      this.#status = make("div", { class: "hidden", role: "status", "aria-live": "polite" });
      const box = make("div", { class: "box" });
      box.append(make("label", { for: "q", class: "hidden" }, label), this.#input, this.#list);
      this.#form.append(box, make("button", { type: "submit" }, this.#words.button), this.#status);
      this.shadowRoot.append(this.#form);
    }

    #listen() {
      this.#input.addEventListener("input", () => this.#later());
      this.#input.addEventListener("keydown", (event) => this.#key(event));
      this.#input.addEventListener("blur", () => this.#close());
      // Before the box loses its focus.
      this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
      this.#list.addEventListener("click", (event) => {
        const option = event.target.closest("li");
        if (option) this.#choose(option.textContent);
      });
      this.#form.addEventListener("submit", () => this.#close());
    }

    #later() {
      clearTimeout(this.#timer);
      this.#typed = this.#input.value;
      this.#timer = setTimeout(() => this.#ask(), PAUSE);
    }

    async #ask() {
      this.#request?.abort();
      const typed = this.#typed.trim();
      if (!typed) return this.#show([]);
      const request = new AbortController();
      this.#request = request;
      try {
        const address = new URL("/api/v1/suggest", this.#server);
        address.searchParams.set("q", typed.slice(0, 200));
        address.searchParams.set("limit", String(Math.min(20, Math.max(1, Number(this.getAttribute("limit")) || 8))));
        const response = await fetch(address, { signal: request.signal, credentials: "omit", referrerPolicy: "no-referrer" });
        if (!response.ok) return this.#show([]);
        const answer = await response.json();
        if (!request.signal.aborted) this.#show(answer.suggestions.map((suggestion) => String(suggestion.text)));
      } catch {
        // Another question came, or this page may not ask: the box works without suggestions.
        if (!request.signal.aborted) this.#show([]);
      }
    }

    #show(texts) {
      this.#active = -1;
      this.#input.removeAttribute("aria-activedescendant");
      this.#list.replaceChildren(...texts.map((text, i) => make("li", { id: `option-${i}`, role: "option", "aria-selected": "false" }, text)));
      const open = texts.length > 0 && this.shadowRoot.activeElement === this.#input;
      this.#list.hidden = !open;
      this.#input.setAttribute("aria-expanded", String(open));
      const { none, one, many } = this.#words;
      this.#status.textContent = this.#typed.trim() ? (texts.length === 0 ? none : texts.length === 1 ? one : many.replace("{count}", texts.length)) : "";
    }

    #close() {
      clearTimeout(this.#timer);
      this.#request?.abort();
      this.#list.hidden = true;
      this.#active = -1;
      this.#input.setAttribute("aria-expanded", "false");
      this.#input.removeAttribute("aria-activedescendant");
    }

    #key(event) {
      if (event.isComposing) return;
      const options = this.#list.hidden ? [] : [...this.#list.children];
      if (event.key === "Escape" && options.length > 0) {
        event.preventDefault();
        this.#input.value = this.#typed;
        this.#close();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (options.length === 0) return void this.#ask();
        const step = event.key === "ArrowDown" ? 1 : -1;
        // One place more than there are suggestions: what was typed.
        const places = options.length + 1;
        this.#move(options, ((this.#active + 1 + step + places) % places) - 1);
      } else if (event.key === "Enter" && this.#active >= 0) {
        event.preventDefault();
        this.#choose(options[this.#active].textContent);
      }
    }

    #move(options, active) {
      this.#active = active;
      options.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
      if (active < 0) {
        this.#input.removeAttribute("aria-activedescendant");
        this.#input.value = this.#typed;
        return;
      }
      this.#input.setAttribute("aria-activedescendant", options[active].id);
      this.#input.value = options[active].textContent;
      options[active].scrollIntoView({ block: "nearest" });
    }

    #choose(text) {
      this.#input.value = text;
      this.#close();
      this.#form.requestSubmit();
    }
  }

  if (!customElements.get("izvor-search")) customElements.define("izvor-search", IzvorSearch);
})();
