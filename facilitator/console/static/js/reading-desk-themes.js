// The left pane: themes and codes, with how many contributions each has; what is in hand there is shown.

import { choice } from "./reading-desk-choice.js";
import { held } from "./reading-desk-held.js";
import { copyOf, drawMark, drawState, find, say, slot, when } from "./reading-desk-page.js";

const SPECIAL = ["", "-", "-pinned", "--"];
export const themes = find('[data-list="themes"]');
export const codes = find('[data-list="codes"]');

export function openThemes() {
  for (const box of [themes, codes]) {
    box?.replaceChildren();
    box?.setAttribute("role", "listbox");
    box?.setAttribute("tabindex", "0");
  }
  themes.setAttribute("aria-multiselectable", "true");
}

export const order = () => [...SPECIAL, ...held.themes.keys()];

export function drawThemes() {
  fit(themes, order(), "a-theme", drawTheme);
  if (codes) fit(codes, [...held.codes.keys()], "a-code", drawCode);
  themes.setAttribute("aria-activedescendant", idOf(themes, choice.theme));
  if (codes && choice.wanted.code) codes.setAttribute("aria-activedescendant", idOf(codes, choice.wanted.code));
}

const idOf = (box, key) => `${box.dataset.list}-${key || "all"}`;

/** Make the list hold these, in order; rows that are there already are kept. */
function fit(box, keys, template, draw) {
  const there = new Map([...box.children].map((row) => [row.dataset.id, row]));
  keys.forEach((key, at) => {
    const row = there.get(key) ?? copyOf(template);
    there.delete(key);
    row.dataset.id = key;
    row.id = idOf(box, key);
    draw(row, key);
    if (box.children[at] !== row) box.insertBefore(row, box.children[at] ?? null);
  });
  for (const gone of there.values()) gone.remove();
}

function drawTheme(row, id) {
  const theme = held.themes.get(id);
  row.classList.toggle("rd-special", !theme);
  slot(row, "name", theme ? theme.name : say(id || "all"));
  slot(row, "n", held.counts.get(id) ?? 0);
  drawMark(row, theme?.hue ?? 0);
  when(row, "theme", Boolean(theme));
  when(row, "refused", Boolean(theme?.refused));
  if (theme) drawState(row, theme.state);
  row.toggleAttribute("data-refused", Boolean(theme?.refused));
  row.classList.toggle("in-hand", id === choice.theme && !choice.wanted.code);
  row.setAttribute("aria-selected", String(choice.joined.has(id)));
}

function drawCode(row, id) {
  const code = held.codes.get(id);
  row.dataset.depth = code.depth;
  slot(row, "name", code.name);
  slot(row, "n", held.coded.get(id) ?? 0);
  row.title = code.definition;
  row.classList.toggle("in-hand", id === choice.wanted.code);
  row.setAttribute("aria-selected", String(id === choice.wanted.code));
}

export function reachTheme() {
  themes.querySelector(".in-hand")?.scrollIntoView({ block: "nearest" });
}
