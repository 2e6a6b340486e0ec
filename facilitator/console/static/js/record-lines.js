// The record as it runs: what the file has, with what this screen did and the file does not have yet. Holds no sentence.

import { own, put } from "./record-words.js";
import { said } from "./queue.js";

const NEAR = 60; // pixels from the end: whoever reads further up is left there

/** `hand()` says which line is in hand: {ref, going}. */
export function openLines({ desk, queue, words, hand }) {
  const log = desk.querySelector(".log");
  const list = desk.querySelector('[data-list="lines"]');
  const acked = new Map(); // lines in the file that the view does not show yet: id to {line, seq}
  const settled = new Map(); // and acts: a line's id to {act, seq}
  let view = null;
  let atEnd = true;

  /** All lines, oldest first. `ref` is a line's id, or its key while it waits. */
  function all() {
    const queued = queue.entries();
    const acts = new Map([...settled].map(([id, { act }]) => [id, act]));
    for (const entry of queued) if (entry.of) acts.set(entry.of, entry);
    const fromFile = (view?.lines ?? []).map((one) => ({ ...one, ref: one.id, how: "kept" }));
    const known = new Set(fromFile.map(({ ref }) => ref));
    const arrived = [...acked].filter(([id]) => !known.has(id)).map(([id, { line }]) => ({ ...line, ref: id, id, how: "kept" }));
    const waiting = queued
      .filter(({ act }) => act === "keep" || act === "omit")
      .map((one) => ({ ...shaped(one), ref: one.key, id: "", how: one.stopped || "waiting" }));
    return [...fromFile, ...arrived, ...waiting].map((one) => changed(one, acts.get(one.ref))).filter(Boolean);
  }

  const find = (ref) => all().find((one) => one.ref === ref);

  /** Those that this screen typed. */
  function mine() {
    const ours = new Set(queue.mine());
    return all().filter(({ ref, id }) => !id || ours.has(ref));
  }

  function draw(now) {
    view = now;
    for (const held of [acked, settled]) {
      for (const [id, { seq }] of held) if (seq <= now.evening.seq) held.delete(id);
    }
    refresh();
  }

  /** It is in the file: it stays on the screen as it is until the view brings it. */
  function arrived(entry, id, seq) {
    if (entry.of) return void settled.set(id, { act: { ...entry, done: true }, seq });
    acked.set(id, { line: shaped(entry), seq });
    const item = list.querySelector(`[data-ref="${CSS.escape(entry.key)}"]`);
    if (item) item.dataset.ref = id;
  }

  function refresh() {
    const shown = all();
    const ours = new Set(queue.mine());
    const before = new Map([...list.children].map((item) => [item.dataset.ref, item]));
    shown.forEach((one, at) => {
      const item = before.get(one.ref) ?? fresh();
      before.delete(one.ref);
      fill(item, one, { begins: one.round !== shown[at - 1]?.round, own: !one.id || ours.has(one.id) });
      if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);
    });
    for (const gone of before.values()) gone.remove();
    while (list.children.length > shown.length) list.lastElementChild.remove(); // what the page itself brought
    desk.querySelector('[data-when="nothing"]').hidden = shown.length > 0;
    if (atEnd) toEnd();
  }

  function fill(item, one, { begins, own: ours }) {
    const { ref, going } = hand();
    set(item, "ref", one.ref);
    set(item, "how", one.how);
    set(item, "begins", begins ? own(view?.rounds[one.round], view?.evening.language) : "");
    item.classList.toggle("in-hand", one.ref === ref);
    item.classList.toggle("going", one.ref === ref && going);
    item.querySelector(".words").classList.toggle("omitted", Boolean(one.redacted));
    put(item.querySelector(".words"), one.redacted ? words("omitted") : one.text);
    put(item.querySelector(".said-by"), one.mark ? `S${one.mark}` : "");
    fillMarks(item, marksOf(one));
    fillState(item, one.how === "kept" && !ours ? "kept_elsewhere" : one.how);
  }

  function fillMarks(item, marks) {
    if (item.dataset.marks === marks) return;
    item.dataset.marks = marks;
    item.querySelector(".marks").replaceChildren(...marks.split(" ").flatMap(markOf));
  }

  function fillState(item, how) {
    const text = words(how === "waiting" && view?.waits_for ? "held" : how) || words("refused");
    const place = item.querySelector(".state");
    if (place.dataset.said === text) return;
    place.dataset.said = text;
    place.replaceChildren(text, ...(SETTLED.has(how) ? [] : [copyOf("a-choice")]));
  }

  function toEnd() {
    log.scrollTop = log.scrollHeight;
  }

  function toHand() {
    list.querySelector(".in-hand")?.scrollIntoView({ block: "nearest" });
  }

  log.addEventListener("scroll", () => (atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR));
  new ResizeObserver(() => atEnd && toEnd()).observe(log); // the line below grows, or a word of warning comes

  return { all, arrived, draw, find, mine, refresh, toEnd, toHand };
}

const SETTLED = new Set(["kept", "kept_elsewhere", "waiting", "going"]);

const shaped = (entry) => ({
  ...said(entry),
  text: entry.text ?? "",
  quotable: entry.quotable ?? true,
  paper: entry.paper || null,
  state: "kept",
  round: entry.round,
  redacted: entry.act === "omit",
});

/** The line as the act leaves it that still waits to be done to it. */
function changed(one, act) {
  if (!act) return one;
  if (act.act === "back") return null;
  if (act.act === "mend") return { ...one, ...said(act), how: act.done ? "kept" : "waiting" };
  const left = { text: "", kind: "", paraphrase: false, mark: null, redacted: true };
  return { ...one, ...left, how: act.done ? "kept" : "going" };
}

const marksOf = ({ kind, paraphrase, quotable, paper, state, redacted }) =>
  [
    kind,
    paraphrase && "paraphrase",
    quotable || redacted ? "" : "unquotable",
    paper && `paper:${paper}`,
    ["released", "hidden"].includes(state) && state,
  ].filter(Boolean).join(" ");

const fresh = () => copyOf("a-line");
const copyOf = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

/** "paper:3" is the letter for a paper slip, with its number. */
function markOf(name) {
  const [kind, number = ""] = name.split(":");
  const mark = document.querySelector(`template[data-mark="${kind}"]`)?.content.firstElementChild.cloneNode(true);
  mark?.append(number);
  return mark ? [mark] : [];
}


function set(item, name, value) {
  if (value && item.dataset[name] !== value) item.dataset[name] = value;
  if (!value && name in item.dataset) delete item.dataset[name];
}
