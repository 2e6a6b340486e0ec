// The reading desk: three panes, what is in hand, what is looked for. Puts its parts together.

import { act, actOn, askWho, tell } from "./reading-desk-acts.js";
import { choice, lookAgain, take } from "./reading-desk-choice.js";
import { codes, drawThemes, openThemes, order, reachTheme, themes } from "./reading-desk-themes.js";
import { drawHand } from "./reading-desk-hand.js";
import { drawRows, inSight, list, openList, reach } from "./reading-desk-list.js";
import { held } from "./reading-desk-held.js";
import { listenToKeys, toggleKeys } from "./reading-desk-keys.js";
import { open, readAnew, step } from "./reading-desk-send.js";
import { openPanes } from "./reading-desk-panes.js";
import { desk, find, root, say, slot, when } from "./reading-desk-page.js";

const filters = find(".rd-filters");
const narrow = matchMedia("(max-width: 860px)"); // one pane below the other

function drawAll() {
  lookAgain();
  drawThemes();
  drawRows(true);
  drawAround();
  drawHand();
}

/** How many there are, what is chosen, and which acts fit what is in hand. */
function drawAround() {
  slot(root, "found", choice.rows.length);
  slot(root, "total", held.total);
  slot(root, "chosen", choice.chosen.size);
  when(root, "chosen", choice.chosen.size > 0);
  const { theme, code } = choice.wanted;
  const of = [theme && (held.themes.get(theme)?.name ?? say(theme)), code && held.codes.get(code)?.name];
  slot(root, "of", of.filter(Boolean).join(" · "));
  for (const bar of root.querySelectorAll("[data-acts]")) bar.hidden = (bar.dataset.acts === "theme") !== (choice.pane === "themes" && held.themes.has(choice.theme));
  desk.dataset.pane = choice.pane;
}

/** Look for something else: the list begins anew. */
function look(wanted) {
  Object.assign(choice.wanted, wanted);
  filters.elements.theme.value = choice.wanted.theme;
  filters.elements.code.value = choice.wanted.code;
  choice.at = 0;
  choice.ref = "";
  lookAgain();
  list.parentElement.scrollTop = 0;
  drawThemes();
  drawRows();
  drawAround();
  drawHand();
}

function takeTheme(id) {
  choice.theme = id;
  choice.pane = "themes";
  look({ theme: id, code: "" });
  reachTheme();
}

function takeItem(at, on = false) {
  const from = choice.at;
  choice.pane = "list";
  take(at);
  if (on) for (let one = Math.min(from, choice.at); one <= Math.max(from, choice.at); one += 1) choice.chosen.add(choice.rows[one].ref);
  reach();
  drawAround();
  drawThemes();
  drawHand();
}

const inThemes = () => document.activeElement === themes;
const inCodes = () => document.activeElement === codes;

function walk(way, on) {
  if (inThemes()) return takeTheme(stepped(order(), choice.theme, way));
  if (inCodes()) return look({ code: stepped([...held.codes.keys()], choice.wanted.code, way), theme: "" });
  const to = { page: choice.at + inSight(), "-page": choice.at - inSight(), first: 0, last: choice.rows.length - 1 }[way] ?? choice.at + way;
  takeItem(to, on);
}

function stepped(keys, now, way) {
  const at = { first: 0, last: keys.length - 1, page: keys.length - 1, "-page": 0 }[way] ?? keys.indexOf(now) + way;
  return keys[Math.max(0, Math.min(at, keys.length - 1))];
}

function choose() {
  if (inCodes()) return;
  const [set, key] = inThemes() ? [choice.joined, held.themes.has(choice.theme) ? choice.theme : ""] : [choice.chosen, choice.ref];
  if (key && !set.delete(key)) set.add(key);
  drawThemes();
  drawRows();
  drawAround();
}

function chooseAll() {
  for (const { ref } of choice.rows) choice.chosen.add(ref);
  drawRows();
  drawAround();
}

function chooseNone() {
  choice.chosen.clear();
  choice.joined.clear();
  tell("");
  drawThemes();
  drawRows();
  drawAround();
}

const PLACES = { themes: () => themes, list: () => list, hand: () => find("#rd-hand"), find: () => filters.elements.find, why: () => find("#rd-why") };
const go = (place) => PLACES[place]().focus();

async function stepBy(which) {
  const form = find(`[data-step="${which}"]`);
  if (find("button", form).disabled) return;
  const trouble = await step(form);
  if (trouble) tell(trouble);
}

/** A decision that has no name yet asks for it first. */
const named = (then) => (root.querySelector('[data-when="who"]').hidden ? askWho(then) : then());

function listenToClicks() {
  list.addEventListener("click", (event) => {
    const row = event.target.closest(".rd-row");
    if (!row) return;
    list.focus({ preventScroll: true });
    takeItem(Number(row.dataset.at), event.shiftKey);
    if (event.ctrlKey || event.metaKey || event.target.closest(".tick")) choose();
    else if (narrow.matches) find("#rd-hand").scrollIntoView();
  });
  themes.addEventListener("click", (event) => {
    const row = event.target.closest(".rd-theme");
    if (!row) return;
    themes.focus({ preventScroll: true });
    takeTheme(row.dataset.id);
    if (event.ctrlKey || event.metaKey || event.target.closest(".tick")) choose();
  });
  codes?.addEventListener("click", (event) => {
    const row = event.target.closest(".rd-code");
    if (row) look({ code: row.dataset.id === choice.wanted.code ? "" : row.dataset.id, theme: "" });
  });
  find("#rd-hand").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.act) return void actOn(button);
    if (button && "back" in button.dataset) return list.parentElement.scrollIntoView({ block: "center" });
    if (!button?.dataset.go) return;
    if (!choice.rows.some(({ ref }) => ref === button.dataset.go)) clear();
    takeItem(choice.rows.findIndex(({ ref }) => ref === button.dataset.go));
  });
  for (const bar of root.querySelectorAll("[data-acts]")) bar.addEventListener("click", (event) => act(event.target.closest("[data-act]")?.dataset.act ?? ""));
  for (const form of root.querySelectorAll("[data-step]")) form.addEventListener("submit", (event) => event.preventDefault() ?? named(() => stepBy(form.dataset.step)));
  find('[data-form="read"]').addEventListener("submit", (event) => {
    event.preventDefault();
    named(async () => tell((await readAnew(event.target)) || say("asked")));
  });
  find('[data-open="who"]').addEventListener("click", () => askWho());
  find('[data-open="keys"]').addEventListener("click", toggleKeys);
}

function clear() {
  filters.reset();
  for (const field of filters.querySelectorAll("select, input")) field.value = "";
  choice.theme = "";
  look(Object.fromEntries(Object.keys(choice.wanted).map((name) => [name, ""])));
}

function listenToFilters() {
  const changed = () => look(Object.fromEntries(["find", "circle", "region", "round", "language", "state"].map((name) => [name, filters.elements[name]?.value ?? ""])));
  filters.addEventListener("input", changed);
  filters.addEventListener("submit", (event) => {
    event.preventDefault();
    list.focus();
  });
  find('[data-act="clear"]').addEventListener("click", (event) => {
    event.preventDefault();
    clear();
  });
}

async function begin() {
  for (const name of Object.keys(choice.wanted)) choice.wanted[name] = filters.elements[name]?.value ?? "";
  choice.theme = choice.wanted.theme;
  choice.ref = new URLSearchParams(location.search).get("at") ?? "";
  openThemes();
  openList();
  openPanes();
  for (const part of root.querySelectorAll(".unscripted")) part.hidden = true;
  for (const part of root.querySelectorAll("[data-open], [data-foot]")) part.hidden = false;
  find('[data-form="read"] button').disabled = false;
  listenToClicks();
  listenToFilters();
  listenToKeys({ walk, choose, chooseAll, chooseNone, go, step: (which) => named(() => stepBy(which)), pane: () => choice.pane });
  await open(drawAll);
  reach();
  desk.classList.add("live");
  if (document.activeElement === document.body && !narrow.matches) list.focus();
}

begin();
