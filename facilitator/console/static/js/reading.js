// The reading page, live: how the reading stands, and the themes as they come. Holds no sentence.

import { post, watch } from "./screen.js";

const MARKS = 12;
const page = document.getElementById("reading");
const { session } = page.dataset;
const lists = Object.fromEntries([...page.querySelectorAll("[data-list]")].map((list) => [list.dataset.list, list]));
const say = document.getElementById("say").content;
const form = page.querySelector('[data-form="look"]');
let drawn = "";
let chosen = "";

const copyOf = (selector) => document.querySelector(selector).content.firstElementChild.cloneNode(true);
const slot = (within, name, text) => within.querySelectorAll(`[data-slot="${name}"]`).forEach((place) => (place.textContent = text));
const when = (within, name, is) => within.querySelectorAll(`[data-when="${name}"]`).forEach((place) => (place.hidden = !is));
const said = (code) => (code ? (say.querySelector(`[data-code="${code}"]`)?.textContent ?? "") : "");
const labelOf = ({ name }) => name || said("nameless");

function draw(now) {
  const { state, read, unread, total, few, lexical, why, themes, unsorted, checked, gone, outdated, leak } = now;
  for (const place of page.querySelectorAll("[data-state]")) place.hidden = place.dataset.state !== state;
  page.querySelector('[data-state="idle"]').textContent = say.querySelector(`[data-code="${read ? "read" : "unread"}"]`).textContent;
  when(page, "unread", unread > 0);
  when(page, "lexical", lexical);
  when(page, "few", few || (read && !themes.length));
  when(page, "why", Boolean(why));
  when(page, "read", read);
  when(page, "unread-all", !read);
  slot(page, "unread", unread);
  slot(page, "all", total);
  slot(page, "why", why);
  when(page, "checked", checked);
  when(page, "unchecked", !checked && !few);
  when(page, "unchecked-few", !checked && few);
  when(page, "enough", read && !few);
  when(page, "gone", gone.length > 0);
  when(page, "outdated", outdated);
  when(page, "leak", Boolean(leak));
  slot(page, "leak", said(leak && `leak-${leak}`));
  slot(page, "leakage", now.leakage.toFixed(2));
  drawLook(now.look);
  const shown = JSON.stringify([themes, unsorted, total, gone]);
  if (shown !== drawn) keepingFocus(() => drawThemes(now));
  drawn = shown;
}

/** What is chosen, here or on another screen; what a hand here has moved meanwhile is left as it is. */
function drawLook(look) {
  const wanted = JSON.stringify(look);
  if (wanted === chosen) return;
  chosen = wanted;
  form.elements.more.value = String(look.more);
  form.elements.stable.checked = look.stable;
}

/** Whoever reads by keyboard stays in the theme they are in, also where it is drawn anew. */
function keepingFocus(act) {
  const held = document.activeElement?.closest?.("[data-list] > [data-id]");
  const within = held && [...held.querySelectorAll("a, summary")].indexOf(document.activeElement);
  const box = held?.parentElement.dataset.list;
  const id = held?.dataset.id;
  act();
  if (!held || within < 0) return;
  const now = page.querySelector(`[data-list="${box}"] > [data-id="${CSS.escape(id)}"]`);
  now?.querySelectorAll("a, summary")[within]?.focus({ preventScroll: true });
}

/** Drawn anew only where something changed: what somebody has opened to read stays open. */
function drawThemes({ themes, unsorted, total, gone }) {
  const open = new Set([...lists.themes.querySelectorAll("details[open]")].map((one) => `${one.className} ${one.closest(".theme").dataset.id}`));
  const most = Math.max(1, ...themes.map(({ size }) => size));
  lists.bars.replaceChildren(...themes.map((theme, at) => bar(theme, at, most)));
  lists.themes.replaceChildren(...themes.map((theme, at) => article(theme, at, { total, open })));
  lists.unsorted.replaceChildren(...Object.entries(unsorted).map(reason));
  lists.gone.replaceChildren(...gone.map(goneRow));
  slot(page, "unsorted", Object.values(unsorted).flat().length);
}

function bar(theme, at, most) {
  const item = copyOf(`template[data-bar="${(at % MARKS) + 1}"]`);
  item.dataset.id = theme.id;
  item.querySelector("a").setAttribute("href", `#theme-${at + 1}`);
  item.querySelector(".bar rect").setAttribute("width", ((100 * theme.size) / most).toFixed(1));
  slot(item, "label", labelOf(theme));
  slot(item, "size", theme.size);
  slot(item, "central", theme.quotes[0]?.text ?? "");
  item.querySelector(".central").hidden = !theme.quotes.length;
  return item;
}

function article(theme, at, { total, open }) {
  const item = copyOf(`template[data-theme="${(at % MARKS) + 1}"]`);
  item.id = `theme-${at + 1}`;
  item.dataset.id = theme.id;
  item.dataset.status = theme.status;
  slot(item, "label", labelOf(theme));
  item.querySelector(".decided").hidden = !theme.status;
  slot(item, "decided", said(theme.status));
  item.querySelector(".machine").hidden = !theme.correction;
  item.querySelector(".for-room").hidden = Boolean(theme.correction) || !theme.for_room || theme.for_room === theme.machine;
  slot(item, "for-room", theme.for_room);
  slot(item, "machine", theme.machine);
  slot(item, "size", theme.size);
  slot(item, "total", total);
  slot(item, "keywords", theme.keywords.map((word) => ` · ${word}`).join(""));
  item.querySelector(".codes").hidden = !theme.codes.length;
  slot(item, "codes", theme.codes.map(([name, n]) => `${name} (${n})`).join(" · "));
  drawHeld(item.querySelector(".held"), theme.held);
  item.querySelector('[data-list="quotes"]').replaceChildren(...theme.quotes.map(quote));
  item.querySelector('[data-list="members"]').replaceChildren(...theme.members.map(line));
  for (const one of item.querySelectorAll("details")) one.open = open.has(`${one.className} ${theme.id}`);
  return item;
}

function drawHeld(item, held) {
  item.hidden = !held;
  if (!held) return;
  item.dataset.held = held.state;
  slot(item, "state", said(`state-${held.state}`));
  slot(item, "held", Object.entries(held.grade ?? {}).map((one) => said(one.join("-"))).filter(Boolean).join(" · "));
  for (const name of ["cohesion", "separation", "stability"]) {
    when(item, name, held.numbers[name] !== null);
    slot(item, name, held.numbers[name]?.toFixed(2) ?? "");
  }
  for (const name of ["people", "circles"]) {
    when(item, name, held[name] > 0);
    slot(item, name, held[name]);
  }
  slot(item, "languages", held.languages.map((code) => said(`language-${code}`) || code).join(", "));
}

function reason([why, lines]) {
  const item = copyOf("#a-reason");
  item.dataset.reason = why;
  slot(item, "reason", said(`why-${why}`));
  slot(item, "size", lines.length);
  item.querySelector('[data-list="lines"]').replaceChildren(...lines.map(line));
  return item;
}

function goneRow({ id, name, status, size }) {
  const item = copyOf("#a-gone");
  item.dataset.id = id;
  slot(item, "label", name || said("nameless"));
  slot(item, "decided", said(status));
  slot(item, "size", size);
  return item;
}

function quote({ number, text, quotable }) {
  const item = copyOf("#a-quote");
  item.querySelector(".words").textContent = text;
  item.querySelector(".number").textContent = number;
  when(item, "unquotable", !quotable);
  return item;
}

function line({ id, number, text, quotable, hidden }) {
  const item = copyOf("#a-said");
  item.dataset.id = id;
  item.querySelector(".words").textContent = text;
  item.querySelector(".number").textContent = number;
  when(item, "unquotable", !quotable);
  when(item, "hidden", hidden);
  return item;
}

const look = watch({ session, role: "facilitator", now: page.dataset.now, draw });

page.querySelector('[data-form="read"]').addEventListener("submit", (event) => {
  event.preventDefault();
  post(page.dataset.read, {}, look);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  post(form.action, Object.fromEntries(new FormData(form)), look);
});
