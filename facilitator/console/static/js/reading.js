// The reading page, live: how the reading stands, and the themes as they come. Holds no sentence.

import { post, watch } from "./screen.js";

const MARKS = 12;
const page = document.getElementById("reading");
const { session } = page.dataset;
const lists = Object.fromEntries([...page.querySelectorAll("[data-list]")].map((list) => [list.dataset.list, list]));
const say = document.getElementById("say").content;
let drawn = "";

const copyOf = (selector) => document.querySelector(selector).content.firstElementChild.cloneNode(true);
const slot = (within, name, text) => within.querySelectorAll(`[data-slot="${name}"]`).forEach((place) => (place.textContent = text));
const when = (within, name, is) => within.querySelectorAll(`[data-when="${name}"]`).forEach((place) => (place.hidden = !is));
const said = (code) => (code ? say.querySelector(`[data-code="${code}"]`).textContent : "");
const machineOf = ({ label, labels }) => labels[document.documentElement.lang] || label;
const labelOf = (theme) => {
  const name = theme.correction || machineOf(theme);
  return name && name !== theme.id ? name : said("nameless");
};

function draw(now) {
  const { state, read, unread, total, few, lexical, why, themes, unsorted, checked, gone } = now;
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
  when(page, "unchecked", !checked);
  when(page, "gone", gone.length > 0);
  const shown = JSON.stringify([themes, unsorted, total, gone]);
  if (shown !== drawn) drawThemes(now);
  drawn = shown;
}

/** Drawn anew only where something changed: what somebody has opened to read stays open. */
function drawThemes({ themes, unsorted, total, gone }) {
  const open = new Set([...lists.themes.querySelectorAll("details[open]")].map((one) => one.closest(".theme").dataset.id));
  const most = Math.max(1, ...themes.map(({ size }) => size));
  lists.bars.replaceChildren(...themes.map((theme, at) => bar(theme, at, most)));
  lists.themes.replaceChildren(...themes.map((theme, at) => article(theme, at, { total, open })));
  lists.unsorted.replaceChildren(...unsorted.map(line));
  lists.gone.replaceChildren(...gone.map(goneRow));
  slot(page, "unsorted", unsorted.length);
}

function bar(theme, at, most) {
  const item = copyOf(`template[data-bar="${(at % MARKS) + 1}"]`);
  item.dataset.id = theme.id;
  item.querySelector("a").setAttribute("href", `#theme-${at + 1}`);
  item.querySelector(".bar rect").setAttribute("width", ((100 * theme.size) / most).toFixed(1));
  slot(item, "label", labelOf(theme));
  slot(item, "size", theme.size);
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
  item.querySelector(".for-room").hidden = Boolean(theme.correction) || !theme.for_room || theme.for_room === machineOf(theme);
  slot(item, "for-room", theme.for_room);
  slot(item, "machine", machineOf(theme));
  slot(item, "size", theme.size);
  slot(item, "total", total);
  slot(item, "keywords", theme.keywords.join(", "));
  item.querySelector('[data-list="quotes"]').replaceChildren(...theme.quotes.map(quote));
  item.querySelector('[data-list="members"]').replaceChildren(...theme.members.map(line));
  item.querySelector("details").open = open.has(theme.id);
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
