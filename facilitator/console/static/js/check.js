// The room check at the desk, live and by keyboard: one draft in hand, one key for what the room decided.

import { say, tell } from "./desk-say.js";
import { list, show, text } from "./draw.js";
import { newKey } from "/phone/static/js/kept.js";
import { post, watch } from "./screen.js";

const MARKS = 12;
const VERDICTS = ["confirmed", "corrected", "rejected"];
const page = document.getElementById("check");
const { session } = page.dataset;
const find = (selector) => page.querySelector(selector);
const all = (selector) => page.querySelectorAll(selector);
const when = (name, is) => all(`[data-when="${name}"]`).forEach((part) => show(part, is));
const has = (name, is) => all(`[data-has="${name}"]`).forEach((part) => show(part, is));
let view = null;

function draw(now) {
  view = now;
  const here = now.drafts.find(({ id }) => id === now.at);
  when("before", !now.shown);
  when("during", now.shown);
  when("one", Boolean(here));
  when("all", !here);
  has("unread", now.unread > 0);
  has("lexical", now.lexical);
  has("waiting", now.waiting.length > 0 && !now.sealed);
  has("none", now.waiting.length === 0);
  text(page, "unread", now.unread);
  has("sealed", now.sealed);
  for (const control of all("[data-final]")) control.disabled = now.sealed;
  has("more", !now.no_more);
  has("no-more", Boolean(now.no_more));
  if (now.no_more) text(page, "no-more", say(now.no_more));
  show(find(".reading"), now.reader === "reading");
  list("waiting", now.waiting, ({ id }) => id, drawWaiting, "waiting");
  drawDrafts(now);
  list("missing", now.missing, ({ id }) => id, drawWording, "missing");
  for (const button of all("[data-step]")) show(button, true);
  if (here) drawHere(now, here);
}

function drawWaiting(item, { id, label, size, quotes }) {
  text(item, "name", label && label !== id ? label : say("nameless"));
  text(item, "size", size);
  item.querySelector(".quotes").replaceChildren(...quotes.map((said) => {
    const quote = document.getElementById("a-quote").content.firstElementChild.cloneNode(true);
    text(quote, "text", said);
    return quote;
  }));
}

/** Drawn anew: the marks go by place. The hand stays where it is. */
function drawDrafts({ drafts, at }) {
  const box = find('[data-list="drafts"]');
  const held = document.activeElement.closest?.(".drafts li")?.dataset.key;
  const rows = drafts.map(({ id, name, status }, place) => {
    const row = document.querySelector(`template[data-draft="${(place % MARKS) + 1}"]`).content.firstElementChild.cloneNode(true);
    row.dataset.key = id;
    row.dataset.status = status;
    const button = row.querySelector("button");
    button.value = id;
    if (id === at) button.setAttribute("aria-current", "true");
    text(row, "name", name || say("nameless"));
    text(row, "decided", say(`status-${status}`));
    return row;
  });
  box.replaceChildren(...rows);
  box.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  if (held) box.querySelector(`[data-key="${held}"] button`)?.focus();
  find(".pick.all").toggleAttribute("aria-current", !at);
}

function drawHere({ drafts, people }, here) {
  const moved = find("[data-at]").value !== here.id;
  for (const field of all("[data-at]")) field.value = here.id;
  text(page, "number", drafts.indexOf(here) + 1);
  text(page, "of", drafts.length);
  const panel = find(".at-hand");
  text(panel, "size", here.size);
  text(panel, "name", here.name || say("nameless"));
  text(panel, "machine", here.machine);
  has("machine", Boolean(here.correction));
  has("no-quotes", here.quotes.length === 0);
  has("ask", here.quotes.length > 0);
  has("status", Boolean(here.status));
  has("many-hands", people > 0 && VERDICTS.reduce((sum, one) => sum + here.hands[one], 0) > people);
  text(page, "people", people);
  has("wordings", here.wordings.length > 0);
  list("quotes", here.quotes.map((said, place) => ({ id: `${here.id}-${place}`, text: said })), ({ id }) => id, drawText, "quote");
  list("wordings", here.wordings, ({ id }) => id, drawWording, "wording");
  for (const one of VERDICTS) {
    text(panel, `phones-${one}`, here.phones[one]);
    fill(find(`.hands input[name="${one}"]`), here.hands[one] || "", moved);
    find(`.choices button[value="${one}"]`).setAttribute("aria-pressed", String(here.status === one));
  }
  fill(find('input[name="correction"]'), here.correction, moved);
}

/** What somebody is typing is left alone; another theme's field is another field. */
function fill(field, value, moved) {
  if (moved || (document.activeElement !== field && field.dataset.drawn !== String(value))) field.value = value;
  field.dataset.drawn = String(value);
}

const drawText = (item, said) => text(item, "text", said.text);

function drawWording(item, said) {
  drawText(item, said);
  show(item.querySelector(".is-unquotable"), !said.quotable);
  show(item.querySelector(".take"), said.quotable);
}

const look = watch({ session, role: "facilitator", now: page.dataset.now, draw });

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!("live" in form.dataset)) return;
  event.preventDefault();
  const status = event.submitter?.name === "status" ? event.submitter.value : null;
  const wording = find('input[name="correction"]');
  if (status === "corrected" && !wording.value.trim()) return wording.focus();
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  tell("");
  try {
    const answer = await post(form.action, new FormData(form, event.submitter), look);
    if (!answer.ok) tell(say((await answer.json()).code));
    else done(form);
  } catch {
    tell(say("no_line"));
  } finally {
    delete form.dataset.busy;
  }
});

function done(form) {
  if (form.dataset.form === "missing") {
    form.querySelector("textarea").value = "";
    form.querySelector('[name="key"]').value = newKey();
  }
  if (["status", "hands"].includes(form.dataset.form)) document.activeElement.blur();
}

document.addEventListener("click", ({ target }) => {
  const step = target.closest("[data-step]");
  if (step) turn(Number(step.dataset.step));
  const take = target.closest(".take");
  if (!take) return;
  const field = find('input[name="correction"]');
  field.value = take.closest("li").querySelector(".words").textContent;
  field.focus();
});

/** The next or the last draft; behind the last one, all of them together. */
function turn(step) {
  if (!view?.shown) return;
  const order = [...view.drafts.map(({ id }) => id), ""];
  const at = Math.min(Math.max(order.indexOf(view.at) + step, 0), order.length - 1);
  [...all(".pick")].find((button) => button.value === order[at])?.click();
}

/** Without a wording the second key asks for one. */
function decide(status) {
  find(`.choices button[value="${status}"]`)?.click();
}

const KEYS = {
  1: () => decide("confirmed"),
  2: () => decide("corrected"),
  3: () => decide("rejected"),
  ArrowRight: () => turn(1),
  ArrowLeft: () => turn(-1),
  m: () => find('[data-form="missing"]:not([hidden]) textarea')?.focus(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") return document.activeElement.blur();
  if (event.target.matches("input, textarea")) return;
  const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act || !view?.shown) return;
  event.preventDefault();
  act();
});
