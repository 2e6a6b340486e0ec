// The facilitator's desk, live: the whole picture comes after every change and is drawn into the page that is there.

import { say, tell } from "./desk-say.js";
import { list, show, text } from "./draw.js";
import { listenToKeys } from "./desk-keys.js";
import { post, watch } from "./screen.js";

const desk = document.getElementById("desk");
const { session, now, language: spoken } = desk.dataset;
const reading = document.documentElement.lang;
const RECORDER_LINES = 5;
const OFF_PLAN = 180; // seconds: less is not worth a word
const unnamed = document.getElementById("a-theme").content.querySelector('[data-text="label"]').textContent;
let shown = null; // the round last drawn: the script is scrolled to it once

const find = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => within.querySelectorAll(selector);
const minutes = (seconds) => Math.floor(seconds / 60);
const aloud = (words) => words?.[spoken] ?? words?.[reading] ?? words?.en ?? Object.values(words ?? {})[0] ?? "";
const read = (words) => words?.[reading] ?? words?.[spoken] ?? words?.en ?? Object.values(words ?? {})[0] ?? "";
const count = (name, n) => {
  for (const place of all(`[data-count="${name}"]`)) place.textContent = place.dataset.pattern.replace("{n}", n);
};

function draw(view) {
  const { evening, next } = view;
  for (const field of all('input[name="seen"]')) field.value = evening.state;
  for (const part of all("[data-when]")) show(part, part.dataset.when.split(" ").includes(next.face));
  for (const act of all(".now-acts > [data-act]")) show(act, act.dataset.act === next.act);
  show(find("[data-closing]"), next.act === "turn" || next.act === "go_on");
  find(".now").dataset.face = next.face;
  find(".where .stage").dataset.stage = evening.stage;
  drawScript(view);
  drawNow(view);
  drawRoom(view);
  drawWords(view);
  drawThemes(view);
  drawBanners(view);
}

function drawScript({ rounds, next, over, current }) {
  list("rounds", rounds, ({ id }) => id, (item, round) => {
    item.dataset.state = round.state;
    text(item, "title", read(round.title));
    text(item, "used", round.state === "before" ? "" : minutes(round.used));
    text(item, "planned", minutes(round.planned));
    find('input[name="index"]', item).value = round.index;
  });
  if (current !== shown) find('[data-state="open"], [data-state="now"]')?.scrollIntoView({ block: "nearest" });
  shown = current;
  find("[data-pace]").dataset.pace = over >= OFF_PLAN ? "over" : over <= -OFF_PLAN ? "ahead" : "even";
  count("late", Math.round(over / 60));
  count("early", Math.round(-over / 60));
  if (next.index < 0) return;
  find("[data-next-index]").value = next.index;
  text(find(".now-acts"), "following", read(rounds[next.index].title));
}

function drawNow({ evening, rounds, current, say: words, ask }) {
  const round = rounds[current];
  if (!round) return;
  const body = find(".now-body");
  text(body, "number", current + 1);
  text(body, "title", read(round.title));
  text(body, "prompt", aloud(evening.round?.prompt));
  find(".phones").dataset.phones = evening.round ? round.phones : "";
  drawClock(round);
  for (const [name, sentences] of Object.entries({ say: words, ask })) {
    list(name, sentences.map((one, at) => ({ at, text: aloud(one) })), ({ at }) => at, (item, { text: line }) => {
      item.textContent = line;
    }, "sentence");
    show(find(`[data-has="${name}"]`), sentences.length > 0);
  }
}

function drawClock({ used, planned }) {
  find(".clock").dataset.late = used > planned ? "yes" : "no";
  text(find(".clock"), "elapsed", minutes(used));
  count("planned", minutes(planned));
  const filled = Math.min(100, Math.round((100 * minutes(used) * 60) / planned));
  find("[data-arc]").setAttribute("stroke-dasharray", `${filled} 100`);
}

function drawRoom({ evening, ring, agreed, present }) {
  all("[data-ring] .seat").forEach((seat, n) => {
    const mark = ring[n];
    seat.setAttribute("class", mark ? `seat ${mark.state}${mark.wrote ? " wrote" : ""}` : "seat");
  });
  for (const state of ["here", "cut_off", "paper"]) {
    const n = ring.filter((mark) => mark.state === state).length;
    count(state, n);
    for (const item of all(`[data-count-item="${state}"]`)) item.toggleAttribute("data-zero", n === 0);
  }
  count("wrote", ring.filter(({ wrote }) => wrote).length);
  list("seats", ring, ({ seat }) => seat, (item, { seat, state }) => {
    item.dataset.state = state;
    text(item, "seat", seat);
    address(item, "/seats/0/", `/seats/${seat}/`);
  }, "seat");
  show(find('[data-has="ring"]'), ring.length > 0);
  count("agreed", agreed);
  count("present", present);
  find(".agreement").dataset.given = agreed ? "yes" : "no";
  const form = find(".agreed");
  form.dataset.agreed = agreed || evening.stage !== "open" ? "yes" : "no";
  if (form.contains(document.activeElement) || form.dataset.typed) return;
  form.elements.agreed.value = agreed || "";
  form.elements.present.value = present || "";
}

function drawWords({ words, rounds, current }) {
  const shared = new Map(rounds.map((round) => [round.id, round.shared]));
  const written = words.filter(({ source, text: said }) => source !== "recorder" && said);
  const lines = words.filter(({ source, text: said }) => source === "recorder" && said);
  const card = (item, said) => {
    item.dataset.state = said.state;
    item.dataset.source = said.source;
    item.dataset.shows = said.quotable ? (shared.get(said.round) === "facilitator" ? "desk" : "room") : "unquotable";
    text(item, "text", said.text);
    address(item, "/ID/", `/${said.id}/`);
  };
  const id = (said) => said.id;
  const here = rounds[current]?.id;
  const earlier = written.filter(({ round }) => here && round !== here);
  const fresh = written.filter((one) => !earlier.includes(one));
  list("words", fresh, id, card, "said"); // stays still: a card that moves away under a hand shows the wrong words
  list("earlier", earlier, id, card, "said");
  show(find('[data-has="earlier"]'), earlier.length > 0);
  count("earlier", earlier.length);
  following("lines", () => list("lines", lines.slice(-RECORDER_LINES), id, (item, said) => {
    text(item, "text", said.text);
  }, "line"));
  show(find('[data-empty="words"]'), written.length === 0);
  show(find('[data-empty="lines"]'), lines.length === 0);
  text(find(".pane-lines"), "lines-total", lines.length || "");
  count("words", fresh.length);
  count("wall", written.filter(({ state }) => state === "released").length);
}

function drawThemes({ evening, themes, themes_shown: shown, unread, reader }) {
  list("themes", themes, ({ id }) => id, (item, theme) => {
    text(item, "label", ["", theme.id].includes(theme.label) ? unnamed : theme.label);
    text(item, "size", theme.size);
  }, "theme");
  const checking = evening.round?.phones === "check";
  find(".pane-themes").dataset.checking = checking ? "yes" : "no";
  find("[data-reading]").dataset.reading = reader.state;
  show(find('[data-empty="themes"]'), themes.length === 0);
  show(find('[data-has="unread"]'), unread > 0);
  count("unread", unread);
  const form = find("[data-themes]");
  form.dataset.themes = shown ? "shown" : "kept";
  show(form, shown || (checking && themes.length > 0));
}

function drawBanners({ evening, join }) {
  const seen = sessionStorage.getItem(`aplis.place.${session}`) ?? desk.dataset.place;
  sessionStorage.setItem(`aplis.place.${session}`, seen || join.place || "");
  const banner = find('[data-banner="address"]');
  show(banner, Boolean(seen && join.place && join.place !== seen));
  text(banner, "place", join.place ?? "");
  const nowhere = find('[data-banner="nowhere"]');
  show(nowhere, !join.place && evening.stage !== "closed");
  text(nowhere, "reason", join.reason);
  show(find('[data-banner="screen"]'), join.screens.some(({ came, confirmed }) => came && !confirmed));
}

/** Draw a list and stay at its end if the end was in sight. */
function following(name, drawing) {
  const box = find(`[data-list="${name}"]`).closest(".scroll");
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 8;
  drawing();
  if (atEnd && !box.contains(document.activeElement)) box.scrollTop = box.scrollHeight;
}

function address(item, placeholder, wanted) {
  for (const form of all("form", item)) form.setAttribute("action", form.getAttribute("action").replace(placeholder, wanted));
}

const lines = find('[data-list="lines"]').closest(".scroll");
lines.scrollTop = lines.scrollHeight;
const look = watch({
  session,
  role: "facilitator",
  now,
  draw,
  state: (how) => all("[data-line]").forEach((line) => show(line, line.dataset.line === how)),
});
setInterval(look, 30000); // the minutes move on

// The second click of a double one would already press what the first has put there.
document.addEventListener("click", (event) => {
  if (event.detail > 1 && event.target.closest("form[data-live] button")) event.preventDefault();
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!("live" in form.dataset)) return;
  event.preventDefault();
  const button = event.submitter;
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  tell("");
  try {
    const answer = await post(form.action, new FormData(form, button), look);
    const said = await answer.json();
    if (!answer.ok) tell(say(said.code));
    else finish(form, said);
  } catch {
    tell(say("no_line"));
  } finally {
    delete form.dataset.busy;
  }
});

function finish(form, said) {
  delete form.dataset.typed;
  form.closest("details.sure, details.turn, details.agreement")?.removeAttribute("open");
  if (form.dataset.done) tell(`${say(form.dataset.done)} ${said.path ?? ""}`);
}

find(".agreed").addEventListener("input", ({ currentTarget }) => {
  currentTarget.dataset.typed = "yes";
});
find("[data-banner-seen]").addEventListener("click", () => {
  sessionStorage.setItem(`aplis.place.${session}`, find('[data-banner="address"] [data-text="place"]').textContent);
  show(find('[data-banner="address"]'), false);
});
listenToKeys();
