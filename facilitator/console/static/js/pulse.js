// How many answers came, live; and whether they can be counted. Holds no sentence.

import { watch } from "./screen.js";

const page = document.getElementById("pulse");
const { session, now } = page.dataset;

watch({
  session,
  role: "facilitator",
  now,
  draw({ evening, came }) {
    for (const place of page.querySelectorAll("[data-came]")) place.textContent = came[place.dataset.came];
    for (const part of page.querySelectorAll("[data-closed]")) {
      part.hidden = (part.dataset.closed === "yes") !== (evening.stage === "closed");
    }
    if (came.counted !== (page.dataset.counted === "yes")) location.reload(); // counted in another window
  },
});
