// What is on the desk's page: where things are, in which languages they are read and said.

const desk = document.getElementById("desk");
export const { session, now, language: spoken, place } = desk.dataset;
const reading = document.documentElement.lang;

export const find = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => within.querySelectorAll(selector);

/** Whole minutes that are over. */
export const minutes = (seconds) => Math.floor(seconds / 60);

/** A sentence as it is said in the room, and as the facilitator reads it. */
export const aloud = (words) => words?.[spoken] ?? words?.[reading] ?? words?.en ?? Object.values(words ?? {})[0] ?? "";
export const read = (words) => words?.[reading] ?? words?.[spoken] ?? words?.en ?? Object.values(words ?? {})[0] ?? "";

/** Fill the numbers of a sentence, where it stands on the page. */
export function count(name, n, hour = "") {
  for (const place of all(`[data-count="${name}"]`)) {
    const words = place.dataset.pattern.replace("{n}", n).replace("{hour}", hour);
    if (place.textContent !== words) place.textContent = words;
  }
}
