// Texts looked through by keyboard: what is proposed is shown as it would stand, and taken with one key. Holds no sentence.

import { post } from "./screen.js";

const LIKELY = 2; // from here on a find is shown as replaced at first; what is only possible is shown as left
const page = document.querySelector(".texts");
const who = document.getElementById("who");
const WHO = "aplis.who";
const words = document.getElementById("say").content;
const say = (code) => (words.querySelector(`[data-code="${code}"]`) ?? words.querySelector('[data-code="no_line"]')).textContent;
const length = (text) => [...text].length; // spans count code points
const texts = () => [...page.querySelectorAll(".text:not([hidden])")];
const inHand = () => page.querySelector(".text.in-hand:not([hidden])") ?? texts()[0];
const marks = (text) => [...text.querySelectorAll("mark")];

let going = Promise.resolve(); // one after the other, in the order in which they were taken
let underWay = 0;

function hold(text) {
  if (!text) return;
  for (const one of texts()) one.classList.toggle("in-hand", one === text);
  text.querySelector(".go").focus({ preventScroll: true });
  text.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = texts();
  hold(all[Math.min(all.length - 1, Math.max(0, all.indexOf(inHand()) + by))]);
}

function put(text, mark, on) {
  mark.toggleAttribute("data-on", on);
  mark.querySelector(".instead").hidden = !on;
  text.querySelector(`.find[value="${mark.dataset.span}"]`)?.setAttribute("aria-pressed", String(on));
  const any = marks(text).some((one) => one.hasAttribute("data-on"));
  text.querySelector(".go .words").textContent = say(any || marks(text).length ? "as_shown" : "nothing");
}

const turn = (text, mark) => put(text, mark, !mark.hasAttribute("data-on"));

function turnAll(text) {
  const on = marks(text).some((mark) => !mark.hasAttribute("data-on"));
  for (const mark of marks(text)) put(text, mark, on);
}

/** What the page shows is what goes: the spans that are struck through, and no others. */
function take(text) {
  const form = text.querySelector(".settle");
  form.elements.replace.value = marks(text).filter((mark) => mark.hasAttribute("data-on")).map((mark) => mark.dataset.span).join(" ");
  const after = texts()[texts().indexOf(text) + 1];
  text.hidden = true;
  text.classList.remove("in-hand");
  underWay += 1;
  hold(after ?? texts().at(-1));
  going = going.then(() => send(text, form));
}

async function send(text, form) {
  const fields = { ...Object.fromEntries(new FormData(form)), act: "done", who: who.value };
  let code = "no_line";
  try {
    code = (await (await post(form.action, fields)).json()).code;
  } catch {
    // said below
  }
  underWay -= 1;
  if (code === "done") return settled(text);
  text.hidden = false;
  text.querySelector(".trouble").textContent = say(code);
  return hold(text);
}

function settled(text) {
  count("looked", 1);
  for (const kind of text.dataset.kinds.split(" ").filter(Boolean)) count(`waiting-${kind}`, -1);
  text.remove();
  if (!texts().length && !underWay) location.reload(); // there may be more
}

function count(name, by) {
  const place = document.querySelector(`[data-slot="${name}"]`);
  if (place) place.textContent = String(Number(place.textContent) + by);
}

/** Words that the machine missed: chosen in the text, or typed; nothing goes before it is taken. */
function mark(text) {
  const chosen = getSelection();
  const inside = chosen.rangeCount && !chosen.isCollapsed && chosen.getRangeAt(0);
  const piece = inside && inside.startContainer === inside.endContainer ? inside.startContainer.parentElement : null;
  if (piece?.matches(".said > span") && text.contains(piece)) {
    cut(text, piece, inside.startOffset, inside.endOffset);
    chosen.removeAllRanges();
    return;
  }
  text.querySelector(".by-hand").open = true;
  text.querySelector(".mark").elements.words.focus();
}

function typed(text, form) {
  const wanted = form.elements.words.value.trim();
  let found = false;
  for (let piece = next(text, wanted); wanted && piece; piece = next(text, wanted)) {
    const at = piece.textContent.indexOf(wanted);
    cut(text, piece, at, at + wanted.length);
    found = true;
  }
  text.querySelector(".trouble").textContent = found ? "" : say("not_in_it");
  if (!found) return;
  form.elements.words.value = "";
  text.querySelector(".by-hand").open = false;
  hold(text);
}

const next = (text, wanted) => [...text.querySelectorAll(".said > span")].find((piece) => piece.textContent.includes(wanted));

function cut(text, piece, from, to) {
  const all = piece.textContent;
  const chosen = all.slice(from, to).trim();
  if (!chosen) return;
  const at = from + all.slice(from, to).indexOf(chosen);
  const kind = text.querySelector(".mark").elements.kind;
  const start = Number(piece.dataset.start) + length(all.slice(0, at));
  const made = document.createElement("mark");
  made.dataset.span = `${start}-${start + length(chosen)}-${kind.value}`;
  made.append(span("was", chosen), span("instead", kind.selectedOptions[0].dataset.instead));
  const rest = span("", all.slice(at + chosen.length));
  rest.dataset.start = String(start + length(chosen));
  piece.textContent = all.slice(0, at);
  piece.after(made, rest);
  listed(text, made);
  put(text, made, true);
}

function span(name, content) {
  const made = document.createElement("span");
  made.className = name;
  made.textContent = content;
  return made;
}

/** Its button stands with those of the finds, under the next number. */
function listed(text, made) {
  const row = document.getElementById("a-find").content.firstElementChild.cloneNode(true);
  const button = row.querySelector("button");
  button.value = made.dataset.span;
  button.querySelector(".word").textContent = made.querySelector(".instead").textContent;
  button.querySelector("kbd").textContent = String(marks(text).length);
  text.querySelector(".finds").append(row);
}

function live(text) {
  const go = document.createElement("button");
  go.type = "button";
  go.className = "go";
  const enter = document.createElement("kbd");
  enter.textContent = "Enter";
  go.append(span("words", ""), " ", enter);
  text.querySelector(".acts").replaceChildren(go);
  for (const key of text.querySelectorAll(".find kbd")) key.hidden = false;
  for (const one of marks(text)) {
    const button = text.querySelector(`.find[value="${one.dataset.span}"]`);
    put(text, one, Number(button.dataset.sure) >= LIKELY);
  }
  if (!marks(text).length) go.querySelector(".words").textContent = say("nothing");
}

const keys = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  j: () => step(1),
  k: () => step(-1),
  a: (text) => turnAll(text),
  m: (text) => mark(text),
  Enter: (text) => take(text),
};

/** A letter by where it stands: the keys are the same on a Russian layout. */
const named = ({ key, code }) => (/^Key[AJKM]$/.test(code) ? code.at(-1).toLowerCase() : key);

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.target.closest("input, select, textarea, summary, a, .top, .narrow")) return;
  const text = inHand();
  if (!text) return;
  const act = keys[named(event)];
  const number = /^[1-9]$/.test(event.key) ? marksInOrder(text)[Number(event.key) - 1] : null;
  if (!act && !number) return;
  if (event.key === "Enter" && event.target.closest("button:not(.go)")) return;
  event.preventDefault();
  if (number) turn(text, number);
  else act(text);
}

/** By the numbers that their buttons show. */
const marksInOrder = (text) => [...text.querySelectorAll(".find")].map(({ value }) => text.querySelector(`mark[data-span="${value}"]`));

function clicked(event) {
  const text = event.target.closest(".text");
  if (!text) return;
  for (const one of texts()) one.classList.toggle("in-hand", one === text);
  const find = event.target.closest(".find");
  const struck = find ? text.querySelector(`mark[data-span="${find.value}"]`) : event.target.closest("mark");
  if (find) event.preventDefault();
  if (struck && getSelection().isCollapsed) turn(text, struck);
  if (event.target.closest(".go")) take(text);
}

function submitted(event) {
  event.preventDefault();
  const text = event.target.closest(".text");
  if (event.target.matches(".mark")) typed(text, event.target);
}

try {
  who.value = localStorage.getItem(WHO) ?? "";
} catch {
  // a browser that keeps nothing: it is typed each time
}
who.addEventListener("change", () => {
  try {
    localStorage.setItem(WHO, who.value);
  } catch {
    // as above
  }
});

if (page) {
  document.querySelector(".keys").hidden = false;
  page.classList.add("live");
  texts().forEach(live);
  page.addEventListener("click", clicked);
  page.addEventListener("submit", submitted);
  document.addEventListener("keydown", pressed);
  addEventListener("beforeunload", (event) => underWay && event.preventDefault());
  hold(texts()[0]);
}
