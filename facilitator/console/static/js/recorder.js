// The recorder's desk, live: one line to type in, everything by keyboard. Holds no sentence.

import { openFlags } from "./record-flags.js";
import { keepFocus } from "./record-focus.js";
import { openHistory } from "./record-history.js";
import { chord, quietly, step as asked } from "./record-keys.js";
import { openLines } from "./record-lines.js";
import { openFound } from "./record-personal.js";
import { openStatus } from "./record-status.js";
import { openTop } from "./record-top.js";
import { fromSlip, read } from "./record-typed.js";
import { words } from "./record-words.js";
import { openQueue, said } from "./queue.js";
import { watch } from "./screen.js";
import { sendWaiting } from "./summary-send.js";

const desk = document.getElementById("record");
const { session } = desk.dataset;
const form = document.getElementById("line");
const field = form.elements.text;
const legend = document.getElementById("keys");

const queue = openQueue({ name: session, urls: desk.dataset, changed: () => refresh(), done: arrived });
const lines = openLines({ desk, queue, words, hand: () => ({ ref: asking.ref || mending, going: Boolean(asking.ref) }) });
const history = openHistory({ queue, lines });
const flags = openFlags(form);
const status = openStatus(form);
const top = openTop(desk);
const found = openFound({ desk, form, field, queue, mend: reworded });
let view = null;
let state = "connected";
let mending = ""; // the line in hand: its id, or its key while it waits
let taken = ""; // its words as they were when it was taken
let asking = {}; // the line that would go, {ref, what}: back, as if never typed, or redact, leaving its place
let notice = ""; // what the last key did, or why it did not

function refresh() {
  lines.refresh();
  tell();
}

/** The one line that says how it stands. */
function tell() {
  status.tell({
    waiting: queue.entries().filter(({ act }) => act === "keep").length,
    waitsFor: view?.waits_for ?? "",
    gone: state === "gone" || queue.why() === "gone",
    cut: state !== "connected",
    hand: asking.what || (mending && (view?.sealed ? "finished_line" : "mending")),
    notice,
  });
}

/** Say what became of a key; it stands until the next one. */
const noted = (code) => ((notice = code), tell());

function draw(now) {
  const turned = view && view.evening.round?.id !== now.evening.round?.id;
  view = now;
  state = "connected";
  form.elements.round.value = now.evening.round?.id ?? form.elements.round.value;
  flags.seat(now.seating);
  if (turned) {
    flags.silent(); // a new round: nobody speaks yet
    if (!mending && !field.value) flags.plain();
  }
  desk.classList.toggle("finished", now.sealed);
  field.readOnly = now.sealed; // its keys still take words out
  flags.close(now.sealed);
  top.draw(now);
  flags.handOut(now.papers);
  lines.draw(now);
  tell();
  if (!now.waits_for || queue.why() === "gone") queue.now();
}

function arrived(entry, id, seq) {
  lines.arrived(entry, id, seq);
  history.renamed(entry.key, id);
  found.arrived(entry.of ?? entry.key, id);
  if (mending === entry.key) mending = id;
  if (asking.ref === entry.key) asking.ref = id;
  look();
}

function enter(unquotable) {
  const text = field.value.trim();
  notice = "";
  if (asking.ref) return confirmed();
  if (view?.sealed) return leave();
  if (mending) return text ? mend(text) : ask(mending, "back");
  return text ? keep(text, unquotable) : tell();
}

function keep(text, unquotable) {
  const typed = read(text, { papers: flags.slips(), chosen: form.elements.paper.value, marks: view?.seating ?? [] });
  if (typed.wrong) return noted(typed.wrong);
  if (typed.speaker) flags.write({ ...flags.read(), mark: typed.speaker });
  if (!typed.words) {
    if (typed.speaker) clear();
    return undefined;
  }
  const line = { text: typed.words, ...flags.read() };
  line.quotable &&= !unquotable;
  if (typed.paper) line.mark = null; // whoever wrote on a slip has a seat of their own
  const place = { act: typed.act, paper: typed.paper, round: form.elements.round.value };
  const { key, safe } = queue.add(typed.act === "omit" ? place : { ...line, ...place });
  history.did({ act: typed.act, ref: key, ...(typed.act === "keep" && { line: { ...line, paper: typed.paper } }) });
  if (!typed.paper) flags.remember();
  if (typed.act === "keep") found.kept(key, typed.words);
  clear();
  lines.toEnd();
  return safe ? undefined : noted("no_store");
}

function mend(text) {
  const one = lines.find(mending);
  if (one && fromSlip(text) && !fromSlip(one.text)) return noted("slip_later");
  if (one && one.text !== taken && one.text !== text) {
    taken = one.text; // seen now: the next Enter keeps what stands in the field
    return noted("changed_meanwhile");
  }
  if (one) {
    change(one, { text, ...flags.read() });
    found.kept(one.ref, text);
  }
  return leave();
}

/** A name was taken out of a line that is kept already. */
function reworded(ref, text) {
  const one = lines.find(ref);
  if (one) change(one, { ...said(one), text });
}

function change(one, after) {
  const before = said(one);
  if (Object.keys(before).every((name) => (before[name] || null) === (after[name] || null))) return;
  queue.mend(one.ref, after);
  history.did({ act: "mend", ref: one.ref, before, after });
}

function ask(ref, what) {
  if (!ref) return noted("none_of_mine");
  clear();
  asking = { ref, what };
  refresh();
  return lines.toHand();
}

function confirmed() {
  const { ref, what } = asking;
  const line = lines.find(ref);
  leave();
  if (!line) return undefined;
  if (what === "back") {
    history.did({ act: "back", ref, line });
    return void queue.back(ref);
  }
  history.forget(ref);
  queue.redact(ref);
  return noted("redacted");
}

function take(one) {
  if (!one) return leave();
  mending = one.ref;
  taken = one.text;
  field.value = one.text;
  flags.write(one);
  field.setSelectionRange(one.text.length, one.text.length);
  grow();
  refresh();
  return lines.toHand();
}

function leave() {
  clear();
  refresh();
}

function clear() {
  mending = "";
  asking = {};
  field.value = "";
  flags.plain();
  form.elements.paper.value = "";
  queue.note("draft", "");
  grow();
}

function grow() {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, innerHeight / 3)}px`;
  found.typed();
}

/** One step up or down among lines that have words, from the empty line or an unchanged one in hand. */
function walk(by, anybody) {
  const all = (anybody ? lines.all() : lines.mine()).filter(({ redacted }) => !redacted);
  if (!all.length) return noted(anybody ? "" : "none_of_mine");
  const at = all.findIndex(({ ref }) => ref === mending);
  const to = Math.max(0, (at < 0 ? all.length : at) + by);
  return to < all.length ? take(all[to]) : leave();
}

const untouched = () => Boolean(mending) && lines.find(mending)?.text === field.value;

/** What a step's keys do in the empty line; elsewhere they are the browser's own. */
const steps = {
  undo: () => !mending && noted(view?.sealed ? "finished" : history.undo()),
  redo: () => !mending && noted(view?.sealed ? "finished" : history.redo()),
  redact: () => ask(mending || lines.mine().findLast(({ redacted }) => !redacted)?.ref, "redact"),
};

const keys = {
  Enter: (event) => event.shiftKey || (event.preventDefault(), event.repeat || enter(quietly(event))),
  ArrowUp(event) {
    if (mending ? !untouched() : field.value) return;
    event.preventDefault();
    walk(-1, event.shiftKey);
  },
  ArrowDown(event) {
    if (!untouched()) return;
    event.preventDefault();
    walk(1, event.shiftKey);
  },
  Escape() {
    if (mending || asking.ref) return leave();
    if (!field.value) showLegend(legend.hidden);
    return undefined;
  },
};

function typed(event) {
  if (event.isComposing) return;
  if (notice && !["Control", "Shift", "Alt", "Meta"].includes(event.key)) noted("");
  const step = (field.value && !view?.sealed) || asking.ref ? "" : asked(event);
  if (step) {
    event.preventDefault();
    if (!event.repeat) steps[step](); // a key held down asks once
    return;
  }
  keys[event.key]?.(event);
}

function anywhere(event) {
  if (found.pressed(event)) return;
  const wanted = chord(event);
  if (!wanted) return;
  event.preventDefault();
  if (event.repeat || asking.ref) return;
  if (wanted.summary) summary.click();
  if (view?.sealed) return;
  if (wanted.flag) flags.toggle(wanted.flag);
  if (wanted.speaker && !flags.speaker(wanted.speaker)) noted(view?.marks ? "no_such_mark" : "marks_off");
}

function showLegend(is) {
  legend.hidden = !is;
  queue.note("legend", is ? "" : "hidden");
}

field.addEventListener("keydown", typed);
document.addEventListener("keydown", anywhere);
field.addEventListener("input", () => {
  grow();
  if (asking.ref && field.value) {
    asking = {};
    refresh();
  }
  if (!mending) queue.note("draft", field.value);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  enter(false);
  field.focus();
});
form.addEventListener("change", ({ target }) => target.closest(".chip") && field.focus());

desk.querySelector('[data-list="lines"]').addEventListener("click", ({ target }) => {
  const { ref } = target.closest(".record-line")?.dataset ?? {};
  const one = lines.find(ref);
  if (target.dataset.do) queue.forget(ref);
  if (target.dataset.do === "mend") {
    field.value = one.text;
    flags.write(one);
    queue.note("draft", one.text);
    grow();
  }
});

let leaving = false; // for the summary, whose page sends on what waits here
const summary = desk.querySelector("a.summary");
summary.addEventListener("click", () => (leaving = true));
addEventListener("beforeunload", (event) => queue.entries().length && !leaving && event.preventDefault());
addEventListener("storage", refresh);
for (const again of ["online", "pageshow"]) addEventListener(again, () => sendWaiting(queue, summary.href));

desk.classList.add("live");
desk.querySelector(".without-script")?.remove();
legend.hidden = queue.noted("legend") === "hidden";
field.value = queue.noted("draft");
field.focus();
keepFocus(field);
const look = watch({
  session,
  role: "recorder",
  now: desk.dataset.now,
  draw,
  state(is) {
    state = is;
    tell();
  },
});
refresh();
grow();
queue.now();
