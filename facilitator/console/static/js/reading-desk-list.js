// The list of contributions: however many there are, only those in sight are in the page.

import { choice } from "./reading-desk-choice.js";
import { asItStands, held, themeName } from "./reading-desk-held.js";
import { copyOf, drawState, find, say, slot, when } from "./reading-desk-page.js";

const MORE = 6; // rows drawn above and below those in sight
const scroll = find("[data-scroll]");
const box = find('[data-list="rows"]');
const drawn = new Map(); // reference to its row
let high = 0; // of a row, in pixels

export function openList() {
  box.replaceChildren();
  box.classList.add("rd-windowed");
  for (const [name, value] of [["role", "listbox"], ["tabindex", "0"], ["aria-multiselectable", "true"], ["aria-labelledby", "rd-middle-title"]]) box.setAttribute(name, value);
  scroll.addEventListener("scroll", () => requestAnimationFrame(drawRows), { passive: true });
  new ResizeObserver(() => drawRows()).observe(scroll);
}

/** Draw what is in sight; with `anew` also rows that are there already. */
export function drawRows(anew = false) {
  measure();
  box.style.height = `${choice.rows.length * high}px`;
  const first = Math.max(0, Math.floor(scroll.scrollTop / high) - MORE);
  const last = Math.min(choice.rows.length, Math.ceil((scroll.scrollTop + scroll.clientHeight) / high) + MORE);
  const wanted = new Map();
  for (let at = first; at < last; at += 1) wanted.set(choice.rows[at].ref, at);
  if (choice.ref) wanted.set(choice.ref, choice.at); // who hears the page is on it
  for (const [ref, row] of drawn) {
    if (wanted.has(ref)) continue;
    row.remove();
    drawn.delete(ref);
  }
  const fresh = [];
  for (const [ref, at] of wanted) {
    const row = drawn.get(ref) ?? copyOf("a-row");
    if (!drawn.has(ref)) fresh.push(row);
    if (anew || !drawn.has(ref)) fill(row, held.items.get(ref));
    drawn.set(ref, row);
    place(row, ref, at);
  }
  box.append(...fresh);
  if (choice.ref) box.setAttribute("aria-activedescendant", `row-${choice.ref}`);
  else box.removeAttribute("aria-activedescendant");
}

function measure() {
  if (high) return;
  const one = copyOf("a-row");
  box.append(one);
  high = one.offsetHeight || 76;
  one.remove();
}

function place(row, ref, at) {
  row.id = `row-${ref}`;
  row.dataset.at = at;
  row.style.transform = `translateY(${at * high}px)`;
  row.setAttribute("aria-posinset", at + 1);
  row.setAttribute("aria-setsize", choice.rows.length);
  row.setAttribute("aria-selected", String(choice.chosen.has(ref)));
  row.classList.toggle("in-hand", ref === choice.ref);
}

function fill(row, item) {
  slot(row, "ref", item.ref);
  slot(row, "text", item.text);
  slot(row, "in", [item.theme, ...item.also].filter(Boolean).map(themeName).join(" + ") || (item.unread ? "" : say("-")));
  drawState(row, item.state, asItStands(item));
  when(row, "pinned", item.pinned);
  when(row, "memo", Boolean(item.memo));
  when(row, "quoted", (held.quoted.get(item.ref) ?? []).some(({ chosen }) => chosen));
}

/** Bring the one in hand into sight, no further than needed. */
export function reach() {
  measure();
  const top = choice.at * high;
  if (top < scroll.scrollTop) scroll.scrollTop = top;
  else if (top + high > scroll.scrollTop + scroll.clientHeight) scroll.scrollTop = top + high - scroll.clientHeight;
  drawRows();
}

export const inSight = () => Math.max(1, Math.floor(scroll.clientHeight / high) - 1);
export const list = box;
