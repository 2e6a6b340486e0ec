// The five questions, live: kept as they are typed, and another recorder's words are offered, never lost. No sentence.

import { openQueue } from "./queue.js";
import { words } from "./record-words.js";
import { watch } from "./screen.js";
import { noteAnswer, sendAnswer, waitingAnswer } from "./summary-send.js";

const PAUSE = 1200; // milliseconds after the last key
const AGAIN = 4000;
const FINAL = new Set([400, 413, 415, 422]);

const page = document.getElementById("summary");
const { session } = page.dataset;
const form = page.querySelector("form");
// Lines of the record that still wait go out from here too.
const queue = openQueue({ name: session, urls: page.dataset, changed: () => {}, done: () => {} });
const questions = new Map([...page.querySelectorAll("[data-question]")].map((place) => [place.dataset.question, openQuestion(place)]));

/** One question: its field, what of it is in the file, and what is offered from another screen. */
function openQuestion(place) {
  const name = place.dataset.question;
  const field = place.querySelector("textarea");
  const seen = place.querySelector("input");
  const offered = place.querySelector(".offered");
  let kept = field.value; // what the file has, as far as this screen knows
  let timer = 0;
  let sending = false;

  const changed = () => field.value.trim() !== kept;
  const tell = (code) => (place.querySelector(".state").textContent = words(code));

  function typed() {
    noteAnswer(queue, name, changed() ? { text: field.value, seen: seen.value } : null);
    tell(changed() ? "typing" : kept && "kept");
    grow();
    clearTimeout(timer);
    if (changed()) timer = setTimeout(send, PAUSE);
  }

  async function send() {
    if (sending || !changed()) return;
    sending = true;
    clearTimeout(timer);
    const text = field.value;
    const { status, body } = await sendAnswer(form.action, name, { text, seen: seen.value });
    sending = false;
    if (status === 200) return answered(text, body);
    if (FINAL.has(status) || body.code === "sealed") return tell(words(body.code) ? body.code : "refused");
    tell(status === 401 || status === 404 ? "gone" : "waiting");
    timer = setTimeout(send, AGAIN);
    return undefined;
  }

  function answered(text, { unseen, answers }) {
    const now = answers[name];
    seen.value = now.version;
    if (unseen.includes(name)) {
      offer("theirs", now.text); // now it was seen: this one, the last, takes its place
      return send();
    }
    kept = text.trim();
    typed();
    return undefined;
  }

  /** What the file has now. A field that nobody is typing in follows it; what it held before is offered. */
  function draw(now) {
    if (now.version === seen.value || sending || changed()) return;
    const mine = kept;
    kept = now.text;
    field.value = now.text;
    seen.value = now.version;
    offer("mine", mine);
    typed();
  }

  function offer(whose, text) {
    if (!text || field.value.includes(text)) return;
    const parts = document.getElementById("an-offer").content.cloneNode(true);
    const quoted = document.createElement("p");
    quoted.className = "words";
    quoted.dir = "auto";
    quoted.textContent = text;
    offered.replaceChildren(parts.querySelector(`[data-code="${whose}"]`), quoted, parts.querySelector(".acts"));
    offered.hidden = false;
  }

  function decided(act) {
    if (act === "add") field.value = [field.value.trim(), offered.querySelector(".words").textContent].filter(Boolean).join("\n");
    offered.hidden = true;
    field.focus();
    typed();
  }

  function grow() {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 4}px`;
  }

  function begin() {
    const waiting = waitingAnswer(queue, name);
    if (waiting) [field.value, seen.value] = [waiting.text, waiting.seen];
    typed();
  }

  field.addEventListener("input", typed);
  field.addEventListener("blur", send);
  offered.addEventListener("click", ({ target }) => target.dataset.do && decided(target.dataset.do));
  begin();
  return { changed, draw, send };
}

page.classList.add("live");
form.addEventListener("submit", (event) => {
  event.preventDefault();
  for (const one of questions.values()) one.send();
});
addEventListener("pagehide", () => questions.forEach((one) => one.send()));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing) page.querySelector(".to-record").click();
});
watch({
  session,
  role: "recorder",
  now: page.dataset.summary,
  draw({ answers }) {
    for (const [name, one] of questions) one.draw(answers[name]);
    for (const one of questions.values()) if (one.changed()) one.send();
  },
});
queue.now();
