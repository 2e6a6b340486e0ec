// The recorder's desk, live: one line to type in, everything by keyboard. Holds no sentence.

import { openQueue } from "./queue.js";
import { watch } from "./screen.js";

const MOST = 300; // of one's own lines that ↑ can reach
const SLIP = /^#(\d+)(?:[.:,)]?\s+|$)/; // as the server reads it

const desk = document.getElementById("record");
const { session } = desk.dataset;
const form = document.getElementById("line");
const field = form.elements.text;
const log = desk.querySelector(".log");
const list = desk.querySelector('[data-list="lines"]');
const legend = document.getElementById("keys");

const queue = openQueue({ name: session, urls: desk.dataset, changed: refresh, done: arrived });
const acked = new Map(); // lines in the file that the view does not show yet
let view = null;
let state = "connected";
let mending = ""; // the line in hand: its id, or its key while it waits
let asking = ""; // the line that would be taken back
let refusal = ""; // why Enter left what stands in the field

const say = document.getElementById("say").content;
const words = (code) => say.querySelector(`[data-code="${code}"]`)?.textContent ?? "";
const own = (said, language) => said?.[language] ?? said?.en ?? "";

/** Everything on the record: what the file has, with what this screen did to it and still waits. */
function lines() {
  const queued = queue.entries();
  const done = new Map(queued.filter(({ act }) => act !== "keep").map((entry) => [entry.of, entry]));
  const fromFile = (view?.lines ?? []).map((one) => ({ ...one, ref: one.id, how: "kept" }));
  const known = new Set(fromFile.map(({ ref }) => ref));
  const arrived = [...acked].filter(([id]) => !known.has(id)).map(([id, one]) => ({ ...shape(one), ref: id, id, how: "kept" }));
  const waiting = queued
    .filter(({ act }) => act === "keep")
    .map((one) => ({ ...shape(one), ref: one.key, id: "", how: one.stopped || "waiting" }));
  return [...fromFile, ...arrived, ...waiting].map((one) => changed(one, done.get(one.ref))).filter(Boolean);
}

const shape = ({ text, unquotable, paper }) => ({ text, quotable: !unquotable, source: paper ? "paper" : "recorder", state: "kept" });

function changed(one, act) {
  if (!act) return one;
  return act.act === "back" ? null : { ...one, text: act.text, quotable: !act.unquotable, how: "waiting" };
}

function refresh() {
  const shown = lines();
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  const before = new Map([...list.children].map((item) => [item.dataset.ref, item]));
  list.replaceChildren(...shown.map((one) => drawn(before.get(one.ref) ?? fresh(), one)));
  show("nothing", !shown.length);
  if (atEnd) log.scrollTop = log.scrollHeight;
  tell();
}

const fresh = () => document.getElementById("a-line").content.firstElementChild.cloneNode(true);

function drawn(item, { ref, id, text, quotable, source, state, how }) {
  Object.assign(item.dataset, { ref, id, how });
  item.classList.toggle("in-hand", ref === mending || ref === asking);
  item.classList.toggle("going", ref === asking);
  put(item.querySelector(".words"), text);
  const marks = [quotable ? "" : "unquotable", source === "paper" ? "paper" : "", state].filter(Boolean).join(" ");
  if (item.dataset.marks !== marks) {
    item.dataset.marks = marks;
    item.querySelector(".marks").replaceChildren(...marks.split(" ").flatMap(markOf));
  }
  const said = words(how === "waiting" && view?.waits_for ? "held" : how) || words("refused");
  const place = item.querySelector(".state");
  if (place.dataset.said !== said) {
    place.dataset.said = said;
    place.replaceChildren(said, ...(["kept", "waiting"].includes(how) ? [] : [copyOf("a-choice")]));
  }
  return item;
}

const copyOf = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
const markOf = (name) => [...(document.querySelector(`template[data-mark="${name}"]`)?.content.cloneNode(true).children ?? [])];
const put = (place, text) => place.textContent === text || (place.textContent = text);
const show = (name, is) => desk.querySelectorAll(`[data-when="${name}"]`).forEach((place) => (place.hidden = !is));

/** The one line that says how it stands. */
function tell() {
  const waiting = queue.entries().filter(({ act }) => act === "keep").length;
  const held = view?.waits_for || (queue.why() === "gone" ? "gone" : "");
  let code = waiting ? (held ? "some_held" : "some_waiting") : "all_kept";
  if (state !== "connected" && !waiting) code = "no_line";
  if (mending) code = "mending";
  if (asking) code = "asking";
  if (refusal) code = refusal;
  const place = form.querySelector("[data-say]");
  place.dataset.code = code;
  put(place, words(code));
  put(form.querySelector("[data-count]"), waiting && !mending && !asking && !refusal ? String(waiting) : "");
  const why = form.querySelector(".waits");
  const reason = state === "gone" || queue.why() === "gone" ? "gone" : state !== "connected" ? "no_line" : view?.waits_for ?? "";
  why.hidden = !reason;
  why.dataset.code = reason;
  put(why, words(reason));
}

function draw(now) {
  view = now;
  state = "connected";
  const { evening, papers, lines: kept } = now;
  for (const { id } of kept) acked.delete(id);
  const { round, language } = evening;
  const slots = {
    circle: evening.circle,
    title: own(round?.title, language),
    prompt: own(round?.prompt, language),
    agreed: String(now.agreed),
    present: String(now.present),
  };
  for (const [name, text] of Object.entries(slots)) put(desk.querySelector(`[data-slot="${name}"]`), text);
  form.elements.round.value = round?.id ?? form.elements.round.value;
  show("rehearsal", evening.rehearsal);
  drawPapers(papers);
  refresh();
  if (!now.waits_for || queue.why() === "gone") queue.now();
}

function drawPapers(papers) {
  const choice = form.elements.paper;
  const numbers = [...choice.options].slice(1).map(({ value }) => value);
  show("papers", papers.length > 0);
  if (String(numbers) === String(papers)) return;
  const chosen = choice.value;
  choice.replaceChildren(choice.options[0], ...papers.map((number) => {
    const option = copyOf("a-slip");
    option.value = number;
    option.textContent += number;
    return option;
  }));
  choice.value = papers.map(String).includes(chosen) ? chosen : "";
}

/** A line is in the file: it stays on the screen until the view brings it. */
function arrived({ act, key, ...entry }, id) {
  if (act !== "keep") return void look();
  acked.set(id, entry);
  queue.note("mine", [...mine().filter((one) => one !== key), id].slice(-MOST).join(" "));
  if (mending === key) mending = id;
  if (asking === key) asking = id;
  look();
}

const mine = () => queue.noted("mine").split(" ").filter(Boolean);

/** The lines ↑ goes through: one's own, or all where this screen typed none. */
function reachable() {
  const ours = new Set(mine());
  const shown = lines();
  const own = shown.filter(({ ref, id }) => !id || ours.has(ref));
  return own.length ? own : shown;
}

function keep(unquotable) {
  const text = field.value.trim();
  if (asking) return takeBack();
  if (mending) return text ? mend(text) : ask(mending);
  if (!text) return undefined;
  const { words: said, paper, missing } = withSlip(text);
  if (missing) return refuse("no_slip");
  if (!said) return undefined;
  const safe = queue.add({
    act: "keep",
    text: said,
    unquotable: unquotable || form.elements.unquotable.checked,
    paper: paper || form.elements.paper.value,
    round: form.elements.round.value,
  });
  clear();
  log.scrollTop = log.scrollHeight;
  if (!safe) put(form.querySelector("[data-say]"), words("no_store"));
  return undefined;
}

/** "#3 what stands there" is from paper slip 3; `missing` where there is none. */
function withSlip(text) {
  const number = SLIP.exec(text)?.[1];
  if (!number) return { words: text, paper: "", missing: false };
  const { value } = [...form.elements.paper.options].find((option) => option.value && option.value === String(Number(number))) ?? {};
  return { words: text.replace(SLIP, ""), paper: value, missing: !value };
}

/** Not kept, and said why: what was typed stays where it is. */
function refuse(code) {
  refusal = code;
  tell();
}

function mend(text) {
  const one = lines().find(({ ref }) => ref === mending);
  if (one && SLIP.test(text) && !SLIP.test(one.text)) return refuse("slip_later");
  const unquotable = form.elements.unquotable.checked;
  if (one && (one.text !== text || one.quotable === unquotable)) queue.mend(one.ref, { text, unquotable });
  return leave();
}

function takeBack() {
  const which = asking;
  leave();
  acked.delete(which);
  queue.back(which);
}

function take(one) {
  if (!one) return leave();
  mending = one.ref;
  refusal = "";
  field.value = one.text;
  form.elements.unquotable.checked = !one.quotable;
  field.setSelectionRange(one.text.length, one.text.length);
  grow();
  refresh();
  list.querySelector(".in-hand")?.scrollIntoView({ block: "nearest" });
  return undefined;
}

function ask(ref) {
  if (!ref) return;
  clear();
  asking = ref;
  refresh();
  list.querySelector(".in-hand")?.scrollIntoView({ block: "nearest" });
}

function leave() {
  clear();
  refresh();
}

function clear() {
  mending = "";
  asking = "";
  refusal = "";
  field.value = "";
  form.elements.unquotable.checked = false;
  form.elements.paper.value = "";
  queue.note("draft", "");
  grow();
}

function grow() {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, innerHeight / 3)}px`;
}

/** One step up or down among one's lines, from the empty line or an unchanged one in hand. */
function step(by) {
  const all = reachable();
  const at = all.findIndex(({ ref }) => ref === mending);
  const from = at < 0 ? all.length : at;
  const to = Math.max(0, from + by);
  if (to < all.length) take(all[to]);
  else leave();
}

function untouched() {
  const one = lines().find(({ ref }) => ref === mending);
  return one && one.text === field.value;
}

const keys = {
  Enter: (event) => event.shiftKey || (event.preventDefault(), event.repeat || keep(event.ctrlKey || event.metaKey)),
  ArrowUp(event) {
    if (mending ? !untouched() : field.value) return;
    event.preventDefault();
    step(-1);
  },
  ArrowDown(event) {
    if (!mending || !untouched()) return;
    event.preventDefault();
    step(1);
  },
  Backspace(event) {
    if (!event.ctrlKey || field.value || mending || asking) return;
    event.preventDefault();
    ask(reachable().at(-1)?.ref);
  },
  Escape() {
    if (mending || asking) return leave();
    if (!field.value) showLegend(legend.hidden);
    return undefined;
  },
};

function showLegend(is) {
  legend.hidden = !is;
  queue.note("legend", is ? "" : "hidden");
}

field.addEventListener("keydown", (event) => event.isComposing || keys[event.key]?.(event));
field.addEventListener("input", () => {
  grow();
  if (refusal || (asking && field.value)) {
    refusal = "";
    asking = "";
    refresh();
  }
  if (!mending) queue.note("draft", field.value);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  keep(false);
  field.focus();
});

list.addEventListener("click", ({ target }) => {
  const { ref } = target.closest(".record-line")?.dataset ?? {};
  if (target.dataset.do === "forget") queue.forget(ref);
  if (target.dataset.do === "mend") {
    const one = lines().find((line) => line.ref === ref);
    queue.forget(ref);
    field.value = one.text;
    form.elements.unquotable.checked = !one.quotable;
    queue.note("draft", one.text);
    grow();
  }
});

/** The line is always ready: wherever else somebody clicks, typing goes there. */
document.addEventListener("click", ({ target }) => {
  if (!target.closest("button, input, select, label, textarea, a") && getSelection().isCollapsed) field.focus();
});
document.addEventListener("keydown", ({ key, ctrlKey, metaKey, altKey }) => {
  if (document.activeElement === document.body && key.length === 1 && !ctrlKey && !metaKey && !altKey) field.focus();
});
addEventListener("beforeunload", (event) => queue.entries().length && event.preventDefault());
addEventListener("storage", refresh);

desk.classList.add("live");
desk.querySelector(".without-script")?.remove();
legend.hidden = queue.noted("legend") === "hidden";
field.value = queue.noted("draft");
field.focus();
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
