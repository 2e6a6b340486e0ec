// What else the phone is asked: forms that open in the room page, one screen at a time. It holds no sentence.

import { openLetters } from "./letters.js";
import { ask } from "./live.js";
import { newKey, openStore } from "./kept.js";
import { say } from "./page.js";

const foot = document.getElementById("asked");
const room = document.getElementById("room");
const { store, url } = room.dataset;
const all = (selector, root) => [...root.querySelectorAll(selector)];
const done = openStore(`aplis.${store}.handed.`); // how many forms went from this phone; never which
const drafts = openStore(`aplis.${store}.asking.`); // what is filled in and not sent
let now = JSON.parse(foot.dataset.now);
let page = null;
let safe = true;

const letters = openLetters({ store, onChange: draw, onSent: sent });

/** The name of what is asked under this heading: pulse-before, pulse-after or feedback. */
function nameOf(what) {
  if (what !== "pulse") return what;
  return `pulse-${now.pulse || (letters.of("pulse-before") ? "before" : "after")}`;
}

const handed = () => Number(done.get("feedback") ?? 0);

function sent(name) {
  if (name === "feedback") done.put("feedback", String(handed() + 1));
  else look();
  draw();
}

function draw() {
  let main = false;
  for (const part of all("[data-ask]", foot)) {
    const what = part.dataset.ask;
    const letter = letters.of(nameOf(what));
    const isIn = !letter && (what === "pulse" ? Object.keys(now.answers).length > 0 : handed() > 0);
    part.hidden = !now[what] && !letter;
    part.querySelector("[data-in]").hidden = !isIn;
    part.querySelector("[data-first]").hidden = isIn;
    part.querySelector("[data-again]").hidden = !isIn;
    const open = part.querySelector("[data-open]");
    open.hidden = !now[what] || Boolean(letter) || (what === "feedback" && handed() >= now.people);
    open.className = isIn || main ? "second" : "main"; // one main action at a time
    main ||= !part.hidden && !open.hidden && !isIn;
    drawLetter(part.querySelector("[data-letter]"), letter);
  }
  foot.hidden = all("[data-ask]", foot).every((part) => part.hidden);
}

function drawLetter(notice, letter) {
  notice.hidden = !letter;
  notice.dataset.state = "here";
  notice.querySelector("[data-letter-why]").textContent = letter ? say(letter.stopped || "here") : "";
  notice.querySelector("[data-letter-stopped]").hidden = !letter?.stopped;
}

let lookAgain = 0;

/** What is asked now, from the server, until it says. */
async function look() {
  clearTimeout(lookAgain);
  const { status, body } = await ask(`${url}asked`);
  if (status === 200) {
    now = body;
    draw();
  } else if (status !== 401 && status !== 404) {
    lookAgain = setTimeout(look, 3000 + 3000 * Math.random());
  }
}

/** The round page says where the circle is; what is asked belongs to the round. */
const place = ({ stage, round }) => `${stage} ${round?.id ?? ""}`;
let where = place(JSON.parse(room.dataset.room));
document.addEventListener("aplis:now", ({ detail }) => {
  if (where === place(detail)) return;
  where = place(detail);
  setTimeout(look, 500 * Math.random()); // not all phones at once
});

function open(what) {
  const name = nameOf(what);
  page = document.getElementById(`a-${what}`).content.firstElementChild.cloneNode(true);
  const form = page.querySelector("form");
  if (what === "pulse") form.action = `${url}${name.replace("-", "/")}`;
  for (const words of all("[data-moment]", page)) words.hidden = name !== `pulse-${words.dataset.moment}`;
  if (form.elements.key) form.elements.key.value = newKey();
  const before = what === "pulse" ? now.answers : {};
  const filled = JSON.parse(drafts.get(name) ?? "null") ?? before;
  for (const [field, said] of Object.entries(filled)) form.elements[field].value = said;
  form.addEventListener("input", () => drafts.put(name, JSON.stringify(fieldsOf(form))));
  form.addEventListener("submit", (event) => hand(event, name, form));
  room.before(page);
  room.hidden = true;
  page.querySelector("[data-place]").hidden = false;
  page.querySelector("[data-place-all]").textContent = all(".step", page).length;
  turn(0);
}

/** Show one step and nothing of the others; the step itself is read out. */
function turn(by) {
  const steps = all(".step", page);
  const at = Math.max(0, steps.findIndex((step) => !step.hidden && by)) + by;
  steps.forEach((step, place) => (step.hidden = place !== at));
  const last = at === steps.length - 1;
  page.querySelector('[data-turn="1"]').hidden = last;
  page.querySelector('[data-turn="-1"]').hidden = at === 0;
  page.querySelector("[data-close]").hidden = at > 0;
  page.querySelector("[data-send]").hidden = !last;
  page.querySelector(".asked-more").hidden = at > 0;
  page.querySelector("[data-place-now]").textContent = at + 1;
  scrollTo(0, 0);
  (steps[at].querySelector(":scope > fieldset[tabindex]") ?? steps[at]).focus({ preventScroll: true });
}

function hand(event, name, form) {
  event.preventDefault();
  if (page.querySelector("[data-send]").hidden) return turn(1); // Enter, before the last step
  drafts.drop(name);
  safe = letters.add(name, form.action, fieldsOf(form));
  close();
}

const fieldsOf = (form) => Object.fromEntries(new FormData(form));

function close() {
  page.remove();
  page = null;
  room.hidden = false;
  draw();
  foot.querySelector("[data-open]:not([hidden])")?.focus();
}

foot.addEventListener("click", (event) => {
  const part = event.target.closest("[data-ask]");
  if (!part) return;
  if (event.target.closest("[data-open]")) {
    event.preventDefault();
    open(part.dataset.ask);
  } else if (event.target.closest("[data-letter-again]")) letters.again(nameOf(part.dataset.ask));
  else if (event.target.closest("[data-letter-forget]")) letters.forget(nameOf(part.dataset.ask));
});

document.addEventListener("click", ({ target }) => {
  if (!page) return;
  const steps = target.closest("[data-turn]");
  if (steps) turn(Number(steps.dataset.turn));
  else if (target.closest("[data-close]")) close();
});

addEventListener("beforeunload", (event) => {
  if (!safe && letters.waiting().length) event.preventDefault(); // this phone keeps nothing for the page
});

draw();
letters.now();
foot.dataset.live = "yes";
