// The room check: draft themes one at a time, as people look at them. It holds no sentence.

import { copyOf, fill, show, wordsIn, write } from "./page.js";

let theme = 0;

/** One theme at a time; without script they stand below each other. */
export function drawThemes(now) {
  const list = document.querySelector('[data-list="themes"]');
  fill(list, now.themes, { idOf: (item) => item.id, make: () => copyOf("theme"), update: drawTheme });
  theme = Math.max(0, Math.min(theme, now.themes.length - 1));
  [...list.children].forEach((node, place) => (node.hidden = place !== theme));
  show("no-themes", now.themes.length === 0);
  show("several-themes", now.themes.length > 1);
  write(document.querySelector('[data-count="now"]'), String(theme + 1));
  write(document.querySelector('[data-count="all"]'), String(now.themes.length));
}

function drawTheme(node, item) {
  write(wordsIn(node), item.label);
  const quotes = item.quotes.map((text, place) => ({ id: `${place}`, text }));
  fill(node.querySelector(".quotes"), quotes, {
    idOf: (quote) => quote.id,
    make: () => copyOf("quote"),
    update: (quoteNode, quote) => write(wordsIn(quoteNode), quote.text),
  });
}

export function turn(now, steps) {
  theme = (theme + steps + now.themes.length) % now.themes.length;
  drawThemes(now);
}
