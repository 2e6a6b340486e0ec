// The room check: drafts one at a time, what this phone says of each, then what is missing. Holds no sentence.

import { ask } from "./live.js";
import { copyOf, faceOf, fill, say, show, wordsIn, write } from "./page.js";
import { openVerdicts } from "./verdicts.js";

const main = document.getElementById("room");
const { store, url } = main.dataset;
const said = (code) => document.getElementById("check-say").content.querySelector(`[data-code="${code}"]`).textContent;
const find = (selector) => document.querySelector(selector);

let now = null;
let step = 0; // which draft; the step after the last asks what is missing
let turned = null; // the draft that the room had turned to when this phone last followed

const verdicts = openVerdicts({
  store,
  send: (theme, fields) => ask(`${url}check/${encodeURIComponent(theme)}`, fields),
  onChange: () => now && drawThemes(now),
});

/** Drawn after the rest of the page. One draft at a time; without script they stand below each other. */
export function drawThemes(room) {
  now = room;
  const { themes } = room;
  follow();
  step = Math.max(0, Math.min(step, themes.length));
  const list = find('[data-list="themes"]');
  fill(list, themes, { idOf: (item) => item.id, make, update: drawTheme });
  [...list.children].forEach((node, place) => (node.hidden = place !== step));
  show("no-themes", themes.length === 0);
  show("several-themes", themes.length > 0);
  show("theme-number", step < themes.length);
  write(find('[data-count="now"]'), String(step + 1));
  write(find('[data-count="all"]'), String(themes.length));
  find('[data-check="missing"]').hidden = !themes.length;
  const looking = faceOf(room) === "check" && themes.length > 0;
  main.dataset.checking = looking && step < themes.length ? "themes" : "";
  if (looking) askWhatIsMissing(step === themes.length);
}

/** The text field belongs to the last step. */
function askWhatIsMissing(is) {
  find('[data-check="missing"]').hidden = is;
  for (const part of document.querySelectorAll('.writing, .bar[data-face], [data-face="write check closed"]')) part.hidden = !is;
  find('[data-do="before"]').disabled = step === 0;
  find('[data-do="after"]').hidden = is;
}

/** As the room turns; who is just writing stays where they are. */
function follow() {
  if (now.theme_at === turned || !now.themes.length) return;
  turned = now.theme_at;
  const field = document.activeElement;
  if (field instanceof HTMLTextAreaElement && field.value.trim()) return;
  const place = now.themes.findIndex(({ id }) => id === turned);
  step = place < 0 ? now.themes.length : place;
}

function make({ id }) {
  const node = copyOf("theme");
  node.id = `theme-${id}`;
  node.querySelector("form").action = `${url}check/${encodeURIComponent(id)}`;
  node.querySelector("label").htmlFor = node.querySelector("textarea").id = `how-${id}`;
  return node;
}

function drawTheme(node, item) {
  const machine = item.labels[document.documentElement.lang] ?? item.label;
  node.dataset.status = item.status;
  write(node.querySelector(".whose"), said(`status-${item.status}`));
  node.querySelector(".lexical").hidden = !item.lexical;
  write(wordsIn(node), item.correction || machine || said("nameless"));
  node.querySelector(".machine").hidden = !item.correction || !machine;
  write(node.querySelector(".machine .words"), machine);
  write(node.querySelector(".size"), String(item.size));
  const quotes = item.quotes.map((text, place) => ({ id: `${place}`, text }));
  fill(node.querySelector(".quotes"), quotes, {
    idOf: (quote) => quote.id,
    make: () => copyOf("quote"),
    update: (quoteNode, quote) => write(wordsIn(quoteNode), quote.text),
  });
  drawVerdict(node, verdicts.of(item.id) ?? { ...(now.verdicts[item.id] ?? { verdict: "", text: "" }), state: "kept" });
}

function drawVerdict(node, { verdict, text, state, why }) {
  for (const button of node.querySelectorAll(".verdicts button")) {
    button.setAttribute("aria-pressed", String(button.value === verdict));
  }
  const field = node.querySelector("textarea");
  if (field.dataset.drawn !== text && document.activeElement !== field) field.value = field.dataset.drawn = text;
  node.querySelector(".how").hidden = verdict !== "corrected";
  node.querySelector(".keep-how").hidden = false;
  node.querySelector(".take-back").hidden = !verdict;
  const line = node.querySelector(".state");
  line.hidden = !verdict && !why;
  node.dataset.state = why ? "stopped" : state;
  write(line, why ? say(why) : said(state));
}

export function turn(room, steps) {
  step = Math.max(0, Math.min(step + steps, room.themes.length));
  drawThemes(room);
  scrollTo({ top: 0 });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.form !== "verdict") return;
  event.preventDefault();
  const { id } = form.closest("[data-id]").dataset;
  const field = form.querySelector("textarea");
  const verdict = event.submitter?.value ?? "";
  field.dataset.drawn = field.value; // what stands there is what is kept
  verdicts.give(id, verdict, verdict === "corrected" ? field.value : "");
  if (verdict === "corrected" && !field.value) field.focus();
});

find('[data-check="missing"]').addEventListener("click", () => turn(now, now.themes.length));
