// Decisions on their way to the program, one after the other; what comes back is what changed.

import { held, take } from "./reading-desk-held.js";
import { announce, desk, find, root, say, slot, when } from "./reading-desk-page.js";

const why = find("#rd-why");
const AGAIN = 5000;
let turn = Promise.resolve();
let drawAll = () => {};
let language = "";

export const person = { name: desk.dataset.who };

/** Begin: everything is asked for once; then, now and then, what others changed. */
export function open(draw) {
  drawAll = draw;
  language = desk.dataset.language;
  setInterval(() => document.hidden || look(), AGAIN);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  return look();
}

const inTurn = (act) => (turn = turn.then(act, act));

export const look = () =>
  inTurn(async () => {
    const answer = await fetch(`${desk.dataset.now}?held=${encodeURIComponent(held.picture)}`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (answer?.ok) took(await answer.json());
  });

/** Who decides is remembered for this browser, also when nothing is decided now. */
export function rememberName(name) {
  person.name = name;
  fetch(desk.dataset.name, { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams({ who: name }) }).catch(() => {});
}

/** Post a decision. Answers "" when it went, else what stood in its way, in words. */
export function decide(act, fields) {
  return send(desk.dataset.decide.replace("ACT", act), { ...fields, ...(why.value.trim() ? { why: why.value.trim() } : {}) }, (told) => {
    why.value = "";
    return told.undo?.words ?? "";
  });
}

export function step(form) {
  const words = `${say(form.dataset.step === "undo" ? "undone" : "redone")}: ${find('[data-slot="what"]', form).textContent}`;
  return send(form.action, { of: form.elements.of.value }, () => words);
}

export const readAnew = (form) => send(form.action, {}, () => say("asked"));

function send(url, fields, said) {
  return inTurn(async () => {
    const body = new URLSearchParams({ ...fields, who: person.name, held: held.picture });
    const answer = await fetch(url, { method: "POST", headers: { Accept: "application/json" }, body }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (!answer?.ok || told?.code !== "done") {
      const code = told?.code ?? "line";
      if (code === "stale" || code === "not_there") setTimeout(look);
      return say(`trouble-${code}`) || say("trouble-broken");
    }
    took(told);
    announce(said(told));
    return "";
  });
}

function took(told) {
  const same = told.held === held.picture;
  if (!same) take(told);
  drawStep("undo", told.undo);
  drawStep("redo", told.redo);
  slot(root, "unread", told.unread);
  slot(root, "decisions", told.decisions);
  when(root, "unread", told.unread > 0);
  when(root, "unbegun", !told.begun);
  when(root, "reading", told.reading === "reading");
  when(root, "failed", told.reading === "failed");
  if (!same) drawAll();
}

function drawStep(at, line) {
  const form = find(`[data-step="${at}"]`);
  form.elements.of.value = line?.seq ?? 0;
  find("button", form).disabled = !line;
  slot(form, "what", line?.words ?? (at === "undo" ? say("nothing") : ""));
  find('[data-slot="what"]', form).title = line?.whole ?? "";
  slot(form, "by", line ? [line.who, line.at].filter(Boolean).join(" · ") : "");
}

export const ownLanguage = () => language;
