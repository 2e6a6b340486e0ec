// The facilitator's desk, live: the whole picture comes after every change and is drawn into the page that is there.

import { listenToKeys } from "./desk-keys.js";
import { drawNow } from "./desk-now.js";
import { all, find, now, place, session } from "./desk-page.js";
import { drawRoom, drawThemes, drawWords } from "./desk-room.js";
import { say, tell } from "./desk-say.js";
import { drawScript, named } from "./desk-script.js";
import { show, text } from "./draw.js";
import { post, watch } from "./screen.js";

const marks = find("[data-seating]").dataset.seating; // how many marks the ring on the page was drawn for

function draw(view) {
  const { evening, next, rounds, options, sealed } = view;
  for (const field of all('input[name="seen"]')) field.value = evening.state;
  for (const part of all("[data-when]")) show(part, part.dataset.when.split(" ").includes(next.face));
  for (const act of all(".now-acts > [data-act]")) show(act, act.dataset.act === next.act);
  show(find("[data-closing]"), ["turn", "accept", "reveal", "go_on"].includes(next.act));
  show(find("[data-again]"), next.face === "closed" && !sealed);
  show(find("[data-onward]"), ["accept", "reveal"].includes(next.act) && next.index >= 0);
  show(find(".seating"), options.marks > 0 && String(options.marks) === marks);
  find(".now").dataset.face = next.face;
  find(".where .stage").dataset.stage = evening.stage;
  if (next.index >= 0) {
    for (const field of all("[data-next-index]")) field.value = next.index;
    text(find(".now-acts"), "following", named(rounds[next.index]));
  }
  drawScript(view);
  drawNow(view);
  drawRoom(view);
  drawWords(view);
  drawThemes(view);
  drawBanners(view);
}

function drawBanners({ evening, join }) {
  const seen = sessionStorage.getItem(`aplis.place.${session}`) ?? place;
  sessionStorage.setItem(`aplis.place.${session}`, seen || join.place || "");
  const banner = find('[data-banner="address"]');
  show(banner, Boolean(seen && join.place && join.place !== seen));
  text(banner, "place", join.place ?? "");
  const nowhere = find('[data-banner="nowhere"]');
  show(nowhere, !join.place && evening.stage !== "closed");
  text(nowhere, "reason", join.reason);
  show(find('[data-banner="screen"]'), join.screens.some(({ came, confirmed }) => came && !confirmed));
}

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
  form.closest("details.sure, details.turn, .agreements > details")?.removeAttribute("open");
  if (form.dataset.done) tell(`${say(form.dataset.done)} ${said.path ?? ""}`);
  if (form.closest(".now-acts, .turn")) find(".now-body").focus(); // a key pressed next is not pressed on this button again
  if ("options" in form.dataset) {
    location.hash = "options"; // chairs and marks are drawn anew with the page
    location.reload();
  }
}

find(".agreed").addEventListener("input", ({ currentTarget }) => {
  currentTarget.dataset.typed = "yes";
});
find("[data-banner-seen]").addEventListener("click", () => {
  sessionStorage.setItem(`aplis.place.${session}`, find('[data-banner="address"] [data-text="place"]').textContent);
  show(find('[data-banner="address"]'), false);
});
listenToKeys();
