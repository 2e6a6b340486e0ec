// The desk's middle: the round at hand, the clock in minutes, what to say one sentence after the other.

import { all, aloud, count, find, minutes, read, session } from "./desk-page.js";
import { list, show, text } from "./draw.js";

const step = find("[data-step]");
let round = ""; // whose sentences are on the page
let at = 0; // the sentence at hand

export function drawNow({ evening, rounds, current, hours, say, ask, waiting, sealed }) {
  count("waiting", waiting);
  show(find('[data-has="sealed"]'), sealed);
  show(find('[data-has="unsealed"]'), !sealed);
  const here = rounds[current];
  if (!here) return;
  const body = find(".now-body");
  text(body, "number", current + 1);
  text(body, "of", rounds.length);
  text(body, "title", read(here.title));
  text(body, "prompt", aloud(evening.round?.prompt));
  for (const part of [find(".now"), find(".phones")]) part.dataset.phones = evening.round ? here.phones : "";
  drawClock(here, hours.late);
  for (const [name, sentences] of Object.entries({ say, ask })) {
    list(name, sentences.map((one, n) => ({ n, words: aloud(one) })), ({ n }) => n, (item, { words }) => {
      if (item.textContent !== words) item.textContent = words;
    }, "sentence");
    show(find(`[data-has="${name}"]`), sentences.length > 0);
  }
  if (round !== here.id) begin(here.id);
  mark();
}

function drawClock({ used, planned, minutes: now }, late) {
  const clock = find(".clock");
  const takes = now || minutes(planned);
  clock.dataset.late = late ? "yes" : "no";
  text(clock, "elapsed", minutes(used));
  count("takes", takes);
  find("[data-arc]").setAttribute("stroke-dasharray", `${Math.min(100, Math.round((100 * minutes(used)) / takes))} 100`);
}

/** Another round: its first sentence, or where this screen was in it before; its questions folded. */
function begin(id) {
  round = id;
  at = Number(sessionStorage.getItem(`aplis.said.${session}.${id}`) ?? 0);
  find(".ask").open = false;
}

function mark() {
  const sentences = [...all('[data-list="say"] > li')];
  sentences.forEach((one, n) => {
    one.dataset.at = n < at ? "before" : n === at ? "now" : "after";
    one.toggleAttribute("aria-current", n === at);
  });
  show(step, sentences.length > 0 && at < sentences.length);
}

/** The next sentence, or the one before; after the last one the questions open. On this screen only. */
export function stepSentence(by) {
  const last = all('[data-list="say"] > li').length;
  if (!last || find(".say").hidden) return;
  goTo(Math.min(Math.max(at + by, 0), last));
  if (at === last) find(".ask").open = true;
}

function goTo(n) {
  at = n;
  sessionStorage.setItem(`aplis.said.${session}.${round}`, String(at));
  mark();
  find('[data-at="now"]')?.scrollIntoView({ block: "nearest" });
}

step.addEventListener("click", () => {
  stepSentence(1);
  find(".now-body").focus();
});
find('[data-list="say"]').addEventListener("click", ({ target }) => {
  const n = [...all('[data-list="say"] > li')].indexOf(target.closest("li"));
  if (n >= 0) goTo(n);
});
