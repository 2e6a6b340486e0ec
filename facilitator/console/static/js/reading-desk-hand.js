// The right pane: the contribution or theme in hand, with what was said around it and what was decided.

import { choice, themeInHand } from "./reading-desk-choice.js";
import { asItStands, beside, held, themesOf, unitsAt } from "./reading-desk-held.js";
import { copyOf, desk, drawMark, drawState, find, say, slot, when } from "./reading-desk-page.js";

const BESIDE = 2;
const PAUSE = 250; // a hand that walks on does not ask for each one's history
const box = find("#rd-hand");
let asked = 0;
let shown = "";

export function drawHand() {
  const theme = choice.pane === "themes" ? themeInHand() : undefined;
  const item = held.items.get(choice.ref);
  if (theme) drawTheme(theme);
  else if (item) drawItem(item);
  else box.replaceChildren();
}

function put(part, key) {
  const top = key === shown ? box.scrollTop : 0;
  box.replaceChildren(part);
  box.scrollTop = top;
  shown = key;
}

function drawItem(item) {
  const part = copyOf("a-hand");
  slot(part, "ref", item.ref);
  const where = [say(`circle-${item.circle}`) || item.circle, say(`round-${item.round}`) || item.round];
  slot(part, "where", where.filter(Boolean).join(" · "));
  const around = beside(item, BESIDE, BESIDE);
  part.querySelector('[data-slot="before"]').replaceChildren(...around.before.map(neighbour));
  part.querySelector('[data-slot="after"]').replaceChildren(...around.after.map(neighbour));
  part.querySelector('[data-slot="said"]').replaceChildren(...marked(item));
  when(part, "unquotable", !item.quotable);
  when(part, "lost", item.lost);
  drawState(part.querySelector(".rd-said"), item.state);
  drawState(part.querySelector(".rd-facts"), item.state, asItStands(item));
  when(part, "pinned", item.pinned);
  when(part, "out", item.out);
  when(part, "memo", Boolean(item.memo));
  slot(part, "memo", item.memo);
  const themes = themesOf(item);
  part.querySelector('[data-slot="themes"]').replaceChildren(...themes.map((id) => chip(held.themes.get(id), item.state, themes.length)));
  slot(part, "reason", themes.length ? "" : say(`why-${item.reason}`) || say("-"));
  part.querySelector('[data-slot="codes"]').replaceChildren(...item.codes.map((id) => codeChip(id, item.coded)));
  for (const box of part.querySelectorAll("[data-facet]")) box.replaceChildren(toldChip(item, box.dataset.facet));
  drawQuotes(part, held.quoted.get(item.ref) ?? [], (quote) => quote.theme);
  put(part, item.ref);
  askHistory(item.ref);
}

function drawTheme(theme) {
  const part = copyOf("a-hand-theme");
  drawMark(part.querySelector("h2"), theme.hue);
  slot(part, "name", theme.name);
  drawState(part, theme.state);
  slot(part, "keywords", theme.keywords);
  when(part, "refused", theme.refused);
  when(part, "definition", Boolean(theme.definition));
  slot(part, "definition", theme.definition);
  when(part, "memo", Boolean(theme.memo));
  slot(part, "memo", theme.memo);
  drawQuotes(part, theme.quotes.map(([ref, start, end, chosen]) => ({ theme, ref, start, end, chosen })), () => null);
  put(part, theme.id);
}

function neighbour(item) {
  const row = copyOf("a-beside");
  slot(row, "ref", item.ref);
  row.querySelector("button").dataset.go = item.ref;
  slot(row, "text", item.text);
  return row;
}

function chip(theme, state, of) {
  const row = copyOf("a-chip");
  row.dataset.as = state;
  slot(row, "name", theme?.name);
  drawMark(row, theme?.hue ?? 0);
  const button = row.querySelector("button");
  button.hidden = of < 2;
  button.dataset.theme = theme?.id;
  return row;
}

function codeChip(id, coded) {
  const row = copyOf("a-chip");
  slot(row, "name", held.codes.get(id)?.name ?? id);
  row.dataset.as = coded ? "human-coded" : "";
  return row;
}

/** What the program read, dashed and with how sure it is; or what a person said. */
function toldChip(item, facet) {
  const [, value, how] = item.told.find(([id]) => id === facet) ?? [];
  const row = copyOf("a-told");
  slot(row, "name", value ? say(`${facet}-${value}`) || value : say("untold"));
  slot(row, "how", value ? say(`how-${how}`) : "");
  row.dataset.as = how === "person" ? "human-coded" : "";
  return row;
}

/** The words with their quotes: solid where people chose them, dashed where the program suggests them. */
function marked(item) {
  const quotes = (held.quoted.get(item.ref) ?? []).map(({ start, end, chosen }) => ({ from: unitsAt(item.text, start), to: unitsAt(item.text, end), chosen }));
  const cuts = [...new Set([0, item.text.length, ...quotes.flatMap(({ from, to }) => [from, to])])].sort((one, other) => one - other);
  return cuts.slice(0, -1).map((from, at) => {
    const text = item.text.slice(from, cuts[at + 1]);
    const over = quotes.filter((quote) => quote.from <= from && quote.to >= cuts[at + 1]);
    if (!over.length) return document.createTextNode(text);
    const mark = document.createElement("mark");
    mark.dataset.by = over.some(({ chosen }) => chosen) ? "people" : "machine";
    mark.textContent = text;
    return mark;
  });
}

function drawQuotes(part, quotes, themeOf) {
  when(part, "quotes", quotes.length > 0);
  part.querySelector('[data-slot="quotes"]').replaceChildren(...quotes.map((quote) => quoteRow(quote, themeOf(quote))));
}

function quoteRow({ theme, ref = choice.ref, start, end, chosen }, named) {
  const row = copyOf("a-quote");
  const text = held.items.get(ref)?.text ?? "";
  slot(row, "text", text.slice(unitsAt(text, start), unitsAt(text, end)));
  slot(row, "name", named ? named.name : ref);
  drawMark(row, named?.hue ?? 0);
  slot(row, "whose", say(chosen ? "by-people" : "by-machine"));
  row.dataset.as = chosen ? "human-coded" : "";
  row.querySelector('[data-act="mark"]').hidden = chosen;
  row.querySelector('[data-act="unmark"]').hidden = false;
  for (const button of row.querySelectorAll("button")) Object.assign(button.dataset, { theme: theme.id, ref, start, end });
  return row;
}

/** What was decided about it comes a moment later: it stands in the log alone. */
function askHistory(ref) {
  const mine = ++asked;
  setTimeout(async () => {
    if (mine !== asked) return;
    try {
      const answer = await fetch(desk.dataset.history.replace("REF", encodeURIComponent(ref)), { headers: { Accept: "application/json" } });
      if (answer.ok && mine === asked) drawHistory((await answer.json()).history);
    } catch {
      // without it the rest of the pane stands
    }
  }, PAUSE);
}

function drawHistory(lines) {
  when(box, "history", lines.length > 0);
  box.querySelector('[data-slot="history"]')?.replaceChildren(...lines.map((line) => {
    const row = copyOf("a-line");
    for (const name of ["words", "who", "at", "why"]) slot(row, name, line[name]);
    row.querySelector('[data-slot="why"]').hidden = !line.why;
    row.toggleAttribute("data-undone", line.undone);
    return row;
  }));
}

