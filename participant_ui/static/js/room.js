// The room page, live: news onto the page, words into the outbox. One handler per event name.

import { drawThemes, turn } from "./check.js";
import { ask, listen } from "./live.js";
import { openOutbox } from "./outbox.js";
import { draw, faceOf, say, show, tell } from "./page.js";
import { openField } from "./writing.js";

const main = document.getElementById("room");
const { store, url } = main.dataset;
let now = JSON.parse(main.dataset.room);
let leaving = false;

const markMine = (mine, id, state) => mine.map((one) => (one.id === id ? { ...one, state } : one));
const without = (shared, ...ids) => shared.filter((one) => !ids.includes(one.id));

/** The card in the place of `after`, else where it stands, else last. */
function put(shared, card, after) {
  const place = shared.some(({ id }) => id === after) ? after : card.id;
  const others = place === card.id ? shared : without(shared, card.id);
  if (!others.some(({ id }) => id === place)) return [...others, card];
  return others.map((one) => (one.id === place ? card : one));
}

/** What each event changes. An event that is not here means: read the page anew. */
export const handlers = {
  "session.opened": (room) => ({ ...room, stage: "open" }),
  "session.paused": (room) => ({ ...room, stage: "paused" }),
  "session.closed": (room) => ({ ...room, stage: "closed" }),
  "round.opened": (room, { round, seq, name, ...rest }) => ({ ...room, stage: "open", round: { id: round, ...rest } }),
  "round.closed": (room, { round }) => (room.round?.id === round ? { ...room, round: null } : room),
  "session.sealed": (room) => ({ ...room, sealed: true }),
  "contribution.shared": (room, { id, round, several, text }) => ({
    ...room,
    shared: put(room.shared, { id, round, several, text }),
    mine: markMine(room.mine, id, "released"),
  }),
  "words.revealed": (room, { round, order, joined, words }) => ({
    ...room,
    shared: [...without(room.shared, ...order), ...words.map((card) => ({ ...card, round }))],
    mine: [...order, ...joined].reduce((mine, id) => markMine(mine, id, "released"), room.mine),
  }),
  "words.joined": (room, { id, round, joined, after, text }) => ({
    ...room,
    shared: put(without(room.shared, ...joined), { id, round, several: joined.length > 0, text }, after),
  }),
  "contribution.shown": (room, { id }) => ({ ...room, mine: markMine(room.mine, id, "released") }),
  "contribution.hidden": (room, { id }) => ({
    ...room,
    shared: without(room.shared, id),
    mine: markMine(room.mine, id, "hidden"),
  }),
  "contribution.withdrawn": (room, { id }) => ({
    ...room,
    shared: without(room.shared, id),
    mine: markMine(room.mine, id, "withdrawn"),
  }),
  "themes.shown": (room, { themes }) => ({ ...room, themes }),
  "theme.turned": (room, { theme }) => ({ ...room, theme_at: theme }),
  "theme.checked": (room, { theme, status }) => ({ ...room, themes: room.themes.map((one) => (one.id === theme ? { ...one, status } : one)) }),
};

const outbox = openOutbox({ store, url: `${url}words`, onChange: refresh, onSent: sent });
const field = openField(outbox);

function hear(entries) {
  let unknown = false;
  for (const entry of entries) {
    const handler = handlers[entry.name];
    if (handler) now = { ...handler(now, entry), seq: entry.seq };
    unknown ||= entry.name === "theme.checked" && entry.status === "corrected"; // in which words
    unknown ||= !handler || (entry.name === "round.opened" && ["read", "check"].includes(entry.phones));
    unknown ||= now.themes.length > 0 && ["contribution.hidden", "contribution.withdrawn"].includes(entry.name);
  }
  callIfWriting(entries);
  if (entries.some(({ name }) => name === "round.opened")) document.getElementById("told")?.remove();
  refresh();
  if (entries.some(({ name }) => name === "session.opened")) outbox.now();
  if (unknown) readAnew();
}

/** A phone lying aside calls softly when it is time to write, if it can. */
function callIfWriting(entries) {
  const calls = entries.some(({ name, phones }) => name === "round.opened" && ["write", "check"].includes(phones));
  if (calls && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(200);
}

let readAgain = 0;

/** Everything from the server, until it comes. A page older than the news already heard does not count. */
async function readAnew() {
  clearTimeout(readAgain);
  const { status, body } = await ask(`${url}now`);
  if (status === 401) return;
  if (status !== 200 || !Array.isArray(body.mine) || body.seq < line.last()) {
    readAgain = setTimeout(readAnew, 2000 + 2000 * Math.random());
    return;
  }
  now = body;
  line.heard(body.seq);
  refresh();
}

function refresh() {
  const writing = ["write", "check"].includes(faceOf(now));
  const before = field.round();
  field.turnTo(writing ? now.round.id : null);
  if (field.round() !== before) tell(wordsSaid, ""); // what was said of the last round's words is over
  const known = new Set(now.mine.map((one) => one.key));
  for (const { key } of outbox.entries()) if (known.has(key)) return outbox.forget(key);
  draw(now, [...unkept(), ...unsent()]);
  drawThemes(now);
  document.dispatchEvent(new CustomEvent("aplis:now", { detail: now }));
}

function unsent() {
  return outbox
    .entries()
    .map(({ key, text, stopped }) => ({ id: `words.${key}`, text, state: stopped ? "stopped" : "here", why: stopped }))
    .reverse();
}

function unkept() {
  return outbox
    .drafts()
    .filter(({ round, text }) => round !== field.round() && text.trim())
    .map(({ round, text }) => ({ id: `draft.${round}`, text, state: "draft", why: "" }));
}

function sent({ key, text, round }, id) {
  if (!now.mine.some((one) => one.id === id)) {
    now = { ...now, mine: [...now.mine, { id, key, text, round, state: "kept" }] };
  }
  tell(wordsSaid, "sent");
  refresh();
}

const wordsSaid = document.querySelector('[data-said-to="words"]');

/** What pressing a button in a form does. Answers a code to say beside it, or nothing. */
const deeds = {
  words() {
    const text = field.ready();
    if (text === null) return tell(wordsSaid, field.blank() ? "empty" : "too_long", true);
    const round = field.round();
    field.empty();
    tell(wordsSaid, outbox.add(text, round) ? "here" : "no_store");
  },
  async back(form) {
    const { id } = form.closest("[data-id]").dataset;
    if (!(await post(form, {}))) return;
    now = { ...now, mine: markMine(now.mine, id, "withdrawn"), shared: without(now.shared, id) };
    tell(wordsSaid, "taken_back");
    refresh();
  },
  async mend(form) {
    const { id } = form.closest("[data-id]").dataset;
    const { text } = Object.fromEntries(new FormData(form));
    if (!(await post(form, { text }))) return;
    now = { ...now, mine: now.mine.map((one) => (one.id === id ? { ...one, text } : one)) };
    tell(form.querySelector(".said"), "corrected");
    refresh();
  },
  async consent(form) {
    const agreed = await post(form, Object.fromEntries(new FormData(form)));
    if (!agreed) return;
    now = { ...now, consent: { quote: agreed.quote, archive: agreed.archive } };
    tell(form.querySelector(".said"), "agreed");
    refresh();
  },
  /** Anything else the circle asks: posted in place, answered beside the button, the page read anew. */
  async asked(form, pressed) {
    const chosen = pressed?.name ? { [pressed.name]: pressed.value } : {};
    const answer = await post(form, { ...Object.fromEntries(new FormData(form)), ...chosen });
    if (!answer) return;
    tell(form.querySelector(".said"), answer.code);
    readAnew();
  },
  async language(form, pressed) {
    field.save();
    if (await post(form, { language: pressed.value })) go(() => location.reload());
  },
  async leave(form) {
    const answer = await post(form, Object.fromEntries(new FormData(form)));
    if (!answer) return;
    field.empty();
    line.close();
    outbox.clear();
    go(() => location.assign(answer.onward));
  },
};

/** Post at once; what did not go is said beside the button. Answers the body, or nothing. */
async function post(form, fields) {
  const { status, body } = await ask(form.action, fields);
  if (status === 200) return body;
  tell(form.querySelector(".said"), say(body.code) ? body.code : "no_line", true);
  return null;
}

/** The two places where the page does leave itself, and only after the server has just answered. */
function go(where) {
  leaving = true;
  where();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const deed = deeds[form.dataset.form];
  if (!deed) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  await deed(form, event.submitter);
  delete form.dataset.busy;
});

/** What the buttons beside words on this phone do. */
const choices = {
  again: (id, text) => (id.startsWith("draft.") ? outbox.add(text, id.slice(6)) : outbox.again(id.slice(6))),
  forget(id) {
    if (id.startsWith("draft.")) outbox.saveDraft(id.slice(6), "");
    else outbox.forget(id.slice(6));
    refresh();
  },
  copy(id, text, button) {
    const words = button.closest("[data-id]").querySelector(".words");
    getSelection().selectAllChildren(words);
    if (document.execCommand("copy")) button.textContent = say("copied");
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  const item = button.closest("[data-id]");
  if (button.dataset.do === "before") turn(now, -1);
  else if (button.dataset.do === "after") turn(now, 1);
  else choices[button.dataset.do](item.dataset.id, item.querySelector(".words").textContent, button);
});

addEventListener("beforeunload", (event) => {
  if (!leaving && outbox.waiting().length) event.preventDefault();
});

/** Another tab of this phone delivered words or took some back. */
addEventListener("storage", ({ key, newValue }) => {
  if (key?.startsWith(`aplis.${store}.words.`)) newValue === null ? readAnew() : refresh();
});

let noLine = 0;
let connected = true;
const line = listen({
  session: now.session,
  url,
  seq: now.seq,
  resting: () => ["away", "paused", "closed"].includes(faceOf(now)),
  onNews: hear,
  onLine(is) {
    if (is === connected) return;
    connected = is;
    clearTimeout(noLine);
    noLine = setTimeout(() => show("no-line", !connected), connected ? 0 : 2000);
    if (connected) outbox.now();
  },
  onLost() {
    clearTimeout(noLine);
    show("lost", true);
    outbox.now();
  },
});

refresh();
outbox.now();
main.dataset.live = "yes";
