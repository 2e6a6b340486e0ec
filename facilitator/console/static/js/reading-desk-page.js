// The reading desk's page: its places, templates and words. Holds no sentence.

export const desk = document.getElementById("rd");
export const root = document.body; // the head of the page has a part in it too
export const find = (selector, within = root) => within.querySelector(selector);
const words = document.getElementById("say").content;

export const copyOf = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

/** A sentence of the page by its code; "" where it has none. */
export const say = (code) => words.querySelector(`[data-code="${CSS.escape(code)}"]`)?.textContent ?? "";

export function slot(within, name, text) {
  const wanted = String(text ?? "");
  for (const place of within.querySelectorAll(`[data-slot="${name}"]`)) {
    if (place.textContent !== wanted) place.textContent = wanted;
  }
}

export function when(within, name, is) {
  for (const place of within.querySelectorAll(`[data-when="${name}"]`)) place.hidden = !is;
}

/** The state's word and mark: dashed is the machine's, solid people's. */
export function drawState(within, state, words = state) {
  within.dataset.as = state;
  for (const place of within.querySelectorAll(".as")) place.dataset.as = state;
  slot(within, "state", say(`as-${words}`));
}

/** The theme's mark, a hue and a shape together; none for no theme. */
export function drawMark(within, hue) {
  const place = within.querySelector('[data-slot="mark"]');
  if (place.dataset.hue === String(hue)) return;
  place.dataset.hue = hue;
  place.replaceChildren(...(hue ? [document.querySelector(`template[data-mark="${hue}"]`).content.cloneNode(true)] : []));
}

/** Say it to who hears the page; the same sentence twice is heard twice. */
export function announce(text) {
  const place = find('[data-slot="news"]');
  place.textContent = "";
  setTimeout(() => (place.textContent = text), 60);
}

/** What this browser remembers about the desk: widths, and whether letters are keys. */
export const remembered = {
  get(name) {
    try {
      return localStorage.getItem(`aplis-reading-desk-${name}`);
    } catch {
      return null;
    }
  },
  put(name, value) {
    try {
      localStorage.setItem(`aplis-reading-desk-${name}`, value);
    } catch {
      // a browser that keeps nothing: it works until the page is closed
    }
  },
};
