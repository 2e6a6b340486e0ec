// The panel in which an act asks for more: a name, a theme, codes, words. Never in the way of the page.

import { held } from "./reading-desk-held.js";
import { copyOf, find, say, slot } from "./reading-desk-page.js";

const panel = find("[data-panel]");
const form = find("[data-asked]");
const wrong = find('[data-slot="wrong"]', form);
let done = () => "";
let back = null;
let under = null; // what waits until somebody said who decides

/** Ask: `parts` are those of the panel to show, `fill` puts in what is there, `go` decides and answers what
 * stood in the way, or "". */
export function ask(name, { about = "", parts, fill = () => {}, go }) {
  if (panel.hidden) back = document.activeElement;
  done = go;
  panel.dataset.act = name;
  slot(panel, "title", say(`title-${name}`));
  slot(panel, "about", about);
  slot(panel, "do", say(`do-${name}`));
  slot(panel, "wrong", "");
  wrong.hidden = true;
  for (const part of panel.querySelectorAll("[data-part]")) part.hidden = !parts.includes(part.dataset.part);
  fill(form.elements);
  panel.hidden = false;
  const first = panel.querySelector(`[data-part="${parts[0]}"]`).querySelector("input:checked, select, textarea, input");
  first?.focus();
  if (first?.matches("input:not([type])")) first.select();
}

export function leave() {
  if (panel.hidden) return false;
  panel.hidden = true;
  under = null;
  back?.focus();
  return true;
}

export const isOpen = () => !panel.hidden;

/** Ask something else first, and come back to this. */
export function before(name, options, then) {
  under = then;
  ask(name, options);
}

/** What stood in the way is said, and the panel stays; else it goes. */
function finished(trouble = "") {
  slot(panel, "wrong", trouble);
  wrong.hidden = !trouble;
  if (!trouble) leave();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await done(form.elements);
  if (answer === null) return; // another question came up
  const then = under;
  if (answer || !then) return finished(answer);
  under = null;
  finished(await then());
});
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  if (event.target.matches("textarea") && !event.ctrlKey && !event.metaKey && !event.target.readOnly) return;
  if (event.target.matches("button")) return;
  event.preventDefault();
  form.requestSubmit();
});
find('[data-act="leave"]', panel).addEventListener("click", leave);

export function fillThemes(select, { now = "", without = [], none = false }) {
  const option = (id, name) => Object.assign(document.createElement("option"), { value: id, textContent: name });
  const there = [...held.themes.values()].filter(({ id }) => !without.includes(id));
  select.replaceChildren(...(none ? [option("", say("-"))] : []), ...there.map(({ id, name }) => option(id, name)));
  select.value = now;
}

export function fillCodes(chosen) {
  find('[data-slot="codes"]', panel).replaceChildren(...[...held.codes.values()].map(({ id, name, depth, definition }) => {
    const row = copyOf("a-check");
    slot(row, "name", name);
    row.dataset.depth = depth;
    row.title = definition;
    Object.assign(row.querySelector("input"), { value: id, checked: chosen.includes(id) });
    return row;
  }));
}

/** What the program read stands in the pane: here only what somebody says themselves is chosen. */
export function fillFacets() {
  for (const field of panel.querySelectorAll("select[data-facet]")) field.value = "-";
}

export const facetsChosen = () =>
  [...panel.querySelectorAll("select[data-facet]")].filter(({ value }) => value !== "-").map(({ dataset, value }) => [dataset.facet, value]);

export const codesChosen = () => [...panel.querySelectorAll('input[name="code"]:checked')].map(({ value }) => value);
