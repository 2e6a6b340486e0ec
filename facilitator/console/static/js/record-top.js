// The head of the recorder's desk: round, prompt, phones, who agreed, and the time in whole minutes. Holds no sentence.

import { own } from "./record-words.js";

const AGAIN = 15_000; // nothing on the page ticks

export function openTop(desk) {
  let view = null;
  let drawnAt = 0;

  function draw(now) {
    view = now;
    drawnAt = performance.now();
    const { evening, agreed, present } = now;
    const { round, language } = evening;
    slot("circle", evening.circle);
    slot("title", own(round?.title, language));
    slot("prompt", own(round?.prompt, language));
    slot("agreed", agreed);
    slot("present", present);
    slot("others", present - agreed);
    desk.querySelector(".phones").dataset.phones = round?.phones ?? "";
    show("rehearsal", evening.rehearsal);
    show("agreed", agreed > 0);
    show("some", agreed < present);
    show("closing", now.closing);
    show("papers", now.papers.length > 0);
    show("marks", now.marks > 0);
    show("no-marks", !now.marks);
    drawTime();
  }

  function drawTime() {
    if (!view) return;
    const { elapsed, minutes, stage, round } = view.evening;
    const since = stage === "open" && round ? (performance.now() - drawnAt) / 1000 : 0;
    const gone = Math.floor((elapsed + since) / 60);
    const part = minutes ? Math.min(100, (100 * gone) / minutes) : 0;
    show("time", minutes > 0 && stage !== "closed");
    slot("elapsed", gone);
    slot("minutes", minutes);
    desk.querySelector(".clock .arc").setAttribute("stroke-dasharray", `${part} 100`);
    desk.querySelector(".clock").dataset.late = gone > minutes ? "yes" : "no";
  }

  function slot(name, value) {
    const place = desk.querySelector(`[data-slot="${name}"]`);
    if (place.textContent !== String(value)) place.textContent = value;
  }

  function show(name, is) {
    for (const place of desk.querySelectorAll(`[data-when="${name}"]`)) place.hidden = !is;
  }

  setInterval(drawTime, AGAIN);
  return { draw };
}
