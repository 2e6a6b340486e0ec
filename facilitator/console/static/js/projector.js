// What the room sees, live: which face is up, words appearing and going. Holds no sentence.

import { watch } from "./screen.js";

const COLUMNS = 3;
const MOST = 7; // cards in a column
const DENSITIES = ["", "dense-1", "dense-2", "dense-3"]; // less of each theme, until all of them are on the wall
const LINES = [24, 2]; // of a card at most and at least, where not all of its words have room
const THEMES = 12;
const DOTS = 60; // contributions of a theme, one dot each; the number beside them counts on
const PROMPTS = 4; // steps down from 80 px until a long prompt fits

const wall = document.getElementById("wall");
const all = (selector, within = document) => within.querySelectorAll(selector);
const gone = new Map(); // words hidden or taken back, and the journal's number at which they went
const known = `aplis.wall.${wall.dataset.session}`;
let view = null;
let drawnAt = 0;

const copyOf = (selector) => document.querySelector(selector).content.firstElementChild.cloneNode(true);

/** A sentence in the room's language. */
const own = (said, { language }) => said?.[language] ?? said?.en ?? "";

function slot(name, text) {
  for (const place of all(`[data-slot="${name}"]`, wall)) if (place.textContent !== text) place.textContent = text;
}

function when(name, is) {
  for (const place of all(`[data-when="${name}"]`, wall)) place.hidden = !is;
}

function draw(now) {
  view = now;
  drawnAt = performance.now();
  wall.hidden = false;
  const { evening, face } = now;
  wall.dataset.shows = face;
  for (const section of all("[data-face]", wall)) section.hidden = !section.dataset.face.split(" ").includes(face);
  when("rehearsal", evening.rehearsal);
  drawWords(now);
  drawThemes(now);
  drawEnd(now);
  drawRound(now);
  drawWayIn(now);
  drawRing("people", evening.people, evening.capacity);
  drawArc();
  fit();
  makeRoom();
}

function drawRound({ evening, others }) {
  const { round } = evening;
  slot("circle", evening.circle);
  slot("question", evening.question);
  slot("title", own(round?.title, evening));
  slot("prompt", round ? own(round.prompt, evening) : evening.question);
  slot("minutes", String(evening.minutes));
  wall.querySelector('[data-list="others"]').replaceChildren(
    ...others.map(([language, text]) => {
      const line = document.createElement("p");
      line.lang = language;
      line.textContent = text;
      return line;
    }),
  );
  drawRing("rounds", round?.number ?? 0, round?.of ?? 1);
}

function drawWayIn({ evening, place, qr, wifi, wifi_name: wifiName, why, face }) {
  const moved = hasMoved(place, face, evening.round?.id ?? "");
  when("open", Boolean(place));
  when("no-way", !place && Boolean(why));
  when("moved", moved);
  slot("place", place);
  slot("code", evening.code);
  slot("why", why);
  when("wifi", Boolean(wifi));
  slot("wifi-name", wifiName);
  picture("qr", qr);
  picture("wifi", wifi);
}

function picture(name, source) {
  for (const image of all(`img[data-slot="${name}"]`, wall)) {
    if (source && image.getAttribute("src") !== source) image.src = source;
  }
}

/** Whether phones must be told of a new address: from the change on until the next round. No place is no news. */
function hasMoved(place, face, round) {
  if (!place) return false;
  let before = null;
  try {
    before = JSON.parse(sessionStorage.getItem(known));
  } catch {
    // Not ours, or not kept: as if seen for the first time.
  }
  if (["paused", "closed"].includes(face)) return false;
  const moved = before?.place && before.place !== place && face !== "welcome" && (before.since ?? round) === round;
  sessionStorage.setItem(known, JSON.stringify(moved ? { ...before, since: round } : { place }));
  return moved;
}

function drawRing(name, taken, total) {
  const ring = wall.querySelector(`[data-ring="${name}"] svg`);
  let seats = [...ring.children];
  if (seats.length !== total) {
    const radius = Math.min(7, 95 / total);
    seats = Array.from({ length: total }, (_, seat) => {
      const one = seats[0].cloneNode();
      one.dataset.seat = seat;
      one.setAttribute("r", radius.toFixed(2));
      one.setAttribute("transform", `rotate(${((360 * seat) / total).toFixed(2)} 50 50)`);
      return one;
    });
    ring.replaceChildren(...seats);
  }
  seats.forEach((seat, number) => seat.classList.toggle("taken", number < taken));
}

/** In whole minutes: nothing on the wall ticks. */
function drawArc() {
  if (!view) return;
  const { elapsed, minutes, stage } = view.evening;
  const since = stage === "open" ? (performance.now() - drawnAt) / 1000 : 0;
  const gone = Math.floor((elapsed + since) / 60);
  const part = minutes ? Math.min(100, (100 * gone) / minutes) : 0;
  wall.querySelector(".arc .gone").setAttribute("stroke-dasharray", `${part} 100`);
  wall.querySelector(".time").classList.toggle("over", part >= 100);
}

function drawWords({ evening, words }) {
  const shown = words.filter(({ id }) => (gone.get(id) ?? -1) <= evening.seq);
  const kept = shown.slice(-MOST * COLUMNS);
  const ids = new Set(kept.map(({ id }) => id));
  for (const card of all(".shown", wall)) if (!ids.has(card.dataset.id)) card.remove();
  for (const one of kept) place(one);
  when("more", shown.length > kept.length);
  slot("more", String(shown.length - kept.length));
}

/** A card's column is its number's: it never jumps when others come or go. */
function place({ id, text, place, several }) {
  let card = wall.querySelector(`.shown[data-id="${CSS.escape(id)}"]`);
  if (!card) {
    card = document.getElementById("a-card").content.firstElementChild.cloneNode(true);
    card.dataset.id = id;
    card.dataset.place = place;
    const column = wall.querySelector(`[data-column="${place % COLUMNS}"]`);
    const after = [...column.children].find((other) => Number(other.dataset.place) > place);
    column.insertBefore(card, after ?? null);
  }
  const words = card.querySelector(".words");
  if (words.textContent !== text) words.textContent = text;
  card.querySelector(".several").hidden = !several;
}

function makeRoom() {
  makeRoomForWords(wall.querySelector(".columns"));
  const list = wall.querySelector(".themes");
  DENSITIES.some((density) => {
    list.className = `themes ${density}`;
    return list.scrollHeight <= list.clientHeight;
  });
}

/** All words whole, in smaller letters if need be; else each column cuts its long cards as little as it can. */
function makeRoomForWords(list) {
  const columns = [...list.children];
  for (const density of ["", "dense-1"]) {
    list.className = `columns ${density}`;
    if (columns.every((column) => fits(column, list, "none"))) return;
  }
  if (columns.every((column) => trimmed(column, list))) return;
  list.className = "columns dense-2";
  columns.forEach((column) => trimmed(column, list));
}

/** As many lines for every card as there is room for, and what is left over to one after the other. */
function trimmed(column, list) {
  if (fits(column, list, "none")) return true;
  const lines = between(...LINES).find((one) => fits(column, list, one));
  if (!lines) return false;
  for (const card of column.children) {
    card.style.setProperty("--lines", lines + 1);
    if (!within(column, list)) card.style.removeProperty("--lines");
  }
  return true;
}

/** Whether this column is within the wall when each of its cards has so many lines. */
function fits(column, list, lines) {
  for (const card of column.children) card.style.removeProperty("--lines");
  column.style.setProperty("--lines", lines);
  return within(column, list);
}

function within(column, list) {
  const end = column.lastElementChild?.getBoundingClientRect().bottom ?? 0;
  return end <= list.getBoundingClientRect().bottom + 1;
}

const between = (most, least) => Array.from({ length: most - least + 1 }, (_, down) => most - down);

function drawThemes({ themes, at, lexical }) {
  when("lexical", lexical);
  const list = wall.querySelector('[data-list="themes"]');
  const kept = themes.slice(0, THEMES);
  list.replaceChildren(...kept.map((theme, place) => drawTheme("theme", theme, place)));
  when("more-themes", themes.length > kept.length);
  slot("more-themes", String(themes.length - kept.length));
  const place = themes.findIndex(({ id }) => id === at);
  slot("at-number", String(place + 1));
  slot("of-themes", String(themes.length));
  const one = place < 0 ? [] : [drawOne(themes[place], place)];
  wall.querySelector('[data-list="one-theme"]').replaceChildren(...one);
}

/** A draft in the shape of this template. Its place gives its mark, the same on every screen. */
function drawTheme(shape, { id, label, correction, status, size }, place) {
  const card = copyOf(`template[data-${shape}="${(place % THEMES) + 1}"]`);
  card.dataset.id = id;
  card.dataset.status = status;
  const name = correction || label;
  if (name) card.querySelector(".name").textContent = name; // else the words for one without
  card.querySelector(".size").textContent = size;
  const decided = card.querySelector(".decided");
  decided.dataset.status = status;
  decided.textContent = status ? document.getElementById("say").content.querySelector(`[data-code="${status}"]`).textContent : "";
  return card;
}

function drawOne(theme, place) {
  const card = drawTheme("one", theme, place);
  card.querySelector(".quotes").replaceChildren(...theme.quotes.map((text) => {
    const quote = copyOf("#a-quote");
    quote.textContent = text;
    return quote;
  }));
  const machine = card.querySelector(".machine");
  machine.hidden = !theme.correction || !theme.label;
  machine.querySelector(".words").textContent = theme.label;
  card.querySelector(".voices").hidden = theme.voices < 2;
  card.querySelector(".people").textContent = theme.voices;
  card.querySelector(".dots").replaceChildren(...Array.from({ length: Math.min(theme.size, DOTS) }, () => copyOf("#a-dot")));
  return card;
}

function drawEnd({ next, sheet_qr: sheet }) {
  for (const [name, said] of Object.entries(next)) {
    when(`next-${name}`, Boolean(said));
    slot(`next-${name}`, said);
  }
  when("sheet", Boolean(sheet));
  picture("sheet", sheet);
}

/** A long prompt, and a long title with its question, take smaller letters, step by step, until all is whole. */
function fit() {
  for (const part of all(".prompt, .wall-title, .one-theme, .thanks", wall)) {
    for (let step = 0; step <= PROMPTS; step += 1) {
      for (let other = 1; other <= PROMPTS; other += 1) part.classList.toggle(`step-${other}`, other === step);
      if (part.scrollHeight <= part.clientHeight + 1 || !part.clientHeight) break;
    }
  }
}

/** Words hidden or taken back go at once; the whole picture is asked for afterwards. */
function hear(entries) {
  for (const { name, id, seq } of entries) {
    if (name !== "contribution.hidden" && name !== "contribution.withdrawn") continue;
    gone.set(id, seq);
    wall.querySelector(`.shown[data-id="${CSS.escape(id)}"]`)?.remove();
  }
}

function state(is) {
  for (const place of all("[data-state]")) place.hidden = place.dataset.state !== is;
  if (is === "gone") wall.hidden = true; // until there is a picture again
}

setInterval(drawArc, 15_000);
addEventListener("resize", () => {
  fit();
  makeRoom();
});
watch({ session: wall.dataset.session, role: "projector", now: wall.dataset.now, draw, state, hear });
