// What can be decided, and what each act needs to know first.

import { choice, meant, themeInHand } from "./reading-desk-choice.js";
import { held, pointsAt, themesOf, unitsAt } from "./reading-desk-held.js";
import { announce, desk, find, root, say, slot, when } from "./reading-desk-page.js";
import { ask, before, codesChosen, facetsChosen, fillCodes, fillFacets, fillThemes, isOpen } from "./reading-desk-panel.js";
import { decide, ownLanguage, person, rememberName } from "./reading-desk-send.js";

const MOST_SOURCES = 300; // an address holds no more
const refs = (items) => items.map(({ ref }) => ref).join(" ");
const about = (items) => (items.length === 1 ? items[0].ref : `${items.length} ${say("chosen")}`);
const alike = (items, of) => (items.every((item) => of(item) === of(items[0])) ? of(items[0]) : undefined);

/** Who decides is asked once, before the first decision. */
function byName(act) {
  if (person.name) return act();
  askWho(act);
  return null;
}

export function askWho(then) {
  const options = {
    parts: ["who"],
    fill: ({ who }) => (who.value = person.name),
    go: ({ who }) => {
      const name = who.value.trim().replace(/\s+/g, " ");
      if (!name) return say("needs-words");
      rememberName(name);
      slot(root, "who", name);
      when(root, "who", true);
      find('[data-open="who"]').textContent = say("change-name");
      return "";
    },
  };
  if (then) before("who", options, then);
  else ask("who", options);
}

/** Decide at once; what stood in the way is said. */
const atOnce = (act, fields) =>
  byName(async () => {
    const trouble = await decide(act, fields);
    if (trouble) tell(trouble);
  });

export function tell(text) {
  announce(text);
  const place = find("[data-trouble]");
  place.textContent = text;
  place.hidden = !text;
}

/** Ask in the panel and then decide; a person without a name is asked for it in between. */
function asking(name, { send, check = () => "", ...options }) {
  ask(name, {
    ...options,
    go: (fields) => {
      const missing = check(fields);
      if (missing) return missing;
      const acts = send(fields);
      const all = Array.isArray(acts[0]) ? acts : [acts];
      return byName(async () => {
        for (const [act, told] of all) {
          const trouble = await decide(act, told);
          if (trouble) return trouble;
        }
        return "";
      });
    },
  });
}

const toInsights = (of) => location.assign(`${desk.dataset.insights}?${new URLSearchParams(of)}`);
const needsName = ({ name }) => (name.value.trim() ? "" : say("needs-words"));
const needsTheme = ({ theme }) => (theme.selectedIndex >= 0 ? "" : say("needs-theme"));

const OF_CONTRIBUTIONS = {
  move: (items) => asking("move", {
    about: about(items),
    parts: ["theme"],
    fill: ({ theme }) => fillThemes(theme, { now: items[0].theme, none: true }),
    check: needsTheme,
    send: ({ theme }) => ["move", { members: refs(items), theme: theme.value }],
  }),
  assign: (items) => asking("assign", {
    about: about(items),
    parts: ["theme"],
    fill: ({ theme }) => fillThemes(theme, { now: null, without: items.length === 1 ? themesOf(items[0]) : [] }),
    check: needsTheme,
    send: ({ theme }) => ["assign", { members: refs(items), theme: theme.value }],
  }),
  new: (items) => {
    const from = alike(items, ({ theme }) => theme);
    asking("new", {
      about: about(items),
      parts: ["name"],
      fill: ({ name, language }) => Object.assign(name, { value: "" }) && (language.value = ownLanguage()),
      check: needsName,
      send: ({ name, language }) => {
        const told = { members: refs(items), name: name.value, language: language.value };
        return from ? ["split", { ...told, theme: from }] : ["create", told];
      },
    });
  },
  code: (items) => asking("code", {
    about: about(items),
    parts: ["codes"],
    fill: () => fillCodes(items.length === 1 ? items[0].codes : []),
    send: () => ["code", { members: refs(items), codes: codesChosen().join(" ") }],
  }),
  tell: (items) => asking("tell", {
    about: about(items),
    parts: ["facets"],
    fill: fillFacets,
    check: () => (facetsChosen().length ? "" : say("needs-change")),
    send: () => facetsChosen().map(([facet, value]) => ["tell", { members: refs(items), facet, value }]),
  }),
  insight: (items) => (items.length > MOST_SOURCES ? tell(say("needs-fewer")) : toInsights({ with: refs(items) })),
  quote: (_, item) => quote(item),
  pin: (items) => atOnce("pin", { members: refs(items), ...(items.every(({ pinned }) => pinned) ? {} : { pinned: "yes" }) }),
  reject: (items) => atOnce("reject", { members: refs(items), ...(items.every(({ out }) => out) ? {} : { rejected: "yes" }) }),
  memo: (_, item) => memo("contribution", item.ref, item.memo, item.ref),
  state: (items) => asking("state", {
    about: about(items),
    parts: ["state"],
    fill: ({ state }) => (state.value = alike(items, (item) => item.state) ?? "human-coded"),
    send: ({ state }) => ["advance", { members: refs(items), state: state.value }],
  }),
};

const OF_THEMES = {
  rename: (theme) => asking("rename", {
    about: theme.name,
    parts: ["name"],
    fill: ({ name, language }) => Object.assign(name, { value: theme.name }) && (language.value = ownLanguage()),
    check: needsName,
    send: ({ name, language }) => ["rename", { theme: theme.id, name: name.value, language: language.value }],
  }),
  merge: (theme) => {
    const others = [...new Set([theme.id, ...choice.joined])];
    asking("merge", {
      about: others.map((id) => held.themes.get(id).name).join(" + "),
      parts: ["theme"],
      fill: (fields) => fillThemes(fields.theme, others.length > 1 ? { now: theme.id, without: [...held.themes.keys()].filter((id) => !others.includes(id)) } : { now: null, without: [theme.id] }),
      check: (fields) => (fields.theme.selectedIndex >= 0 ? "" : say("needs-two")),
      send: (fields) => {
        const into = fields.theme.value;
        const joined = others.filter((id) => id !== into);
        choice.joined.clear();
        choice.became = new Map(joined.map((id) => [id, into]));
        return ["merge", { into, themes: joined.join(" ") }];
      },
    });
  },
  define: (theme) => asking("define", {
    about: theme.name,
    parts: ["text"],
    fill: ({ text }) => (text.value = theme.definition),
    send: ({ text }) => ["define", { theme: theme.id, text: text.value, language: ownLanguage() }],
  }),
  memo: (theme) => memo("theme", theme.id, theme.memo, theme.name),
  state: (theme) => asking("state", {
    about: theme.name,
    parts: ["state"],
    fill: ({ state }) => (state.value = theme.state),
    send: ({ state }) => ["advance_theme", { theme: theme.id, state: state.value }],
  }),
  insight: (theme) => toInsights({ theme: theme.id }),
  refuse: (theme) => atOnce("refuse", { theme: theme.id, ...(theme.refused ? {} : { refused: "yes" }) }),
};

const memo = (kind, id, now, named) => asking("memo", {
  about: named,
  parts: ["text"],
  fill: ({ text }) => (text.value = now),
  send: ({ text }) => ["memo", { kind, id, text: text.value }],
});

/** The words that are marked in the pane, or else those chosen in the panel, become a quote of a theme. */
function quote(item) {
  const themes = themesOf(item);
  if (!item.quotable) return tell(say("needs-quotable"));
  if (!themes.length) return tell(say("needs-in-theme"));
  const marked = selected(item);
  const span = (start, end, theme) => ["mark", { theme, contribution: item.ref, start, end }];
  if (marked && themes.length === 1) return atOnce(...span(...marked, themes[0]));
  const text = item.text.replace(/\r\n?/g, "\n"); // as a field holds it
  asking("quote", {
    about: item.ref,
    parts: themes.length > 1 ? ["passage", "theme"] : ["passage"],
    fill: ({ passage, theme }) => {
      passage.value = text;
      fillThemes(theme, { now: themes[0], without: [...held.themes.keys()].filter((id) => !themes.includes(id)) });
      passage.setSelectionRange(...(marked ?? [0, [...item.text].length]).map((points) => inField(item.text, unitsAt(item.text, points))));
    },
    check: ({ passage }) => (passage.selectionEnd > passage.selectionStart ? "" : say("needs-words")),
    send: ({ passage, theme }) => {
      const [start, end] = [passage.selectionStart, passage.selectionEnd].map((units) => pointsAt(item.text, inText(item.text, units)));
      return span(start, end, themes.length > 1 ? theme.value : themes[0]);
    },
  });
}

/** Places in the text and in a field, which knows one kind of line end. */
const inField = (text, units) => text.slice(0, units).replace(/\r\n/g, "\n").length;
function inText(text, units) {
  let at = 0;
  for (let seen = 0; seen < units; seen += 1) at += text.startsWith("\r\n", at) ? 2 : 1;
  return at;
}

/** First and last code point of what is marked in the pane; null where nothing is. */
function selected(item) {
  const part = find("#rd-hand .rd-text");
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
  if (!part || !range || range.collapsed || !part.contains(range.startContainer) || !part.contains(range.endContainer)) return null;
  const start = document.createRange();
  start.setStart(part, 0);
  start.setEnd(range.startContainer, range.startOffset);
  const from = start.toString().length;
  const words = range.toString();
  const cut = words.length - words.trimStart().length; // a double click takes the space with it
  return [pointsAt(item.text, from + cut), pointsAt(item.text, from + cut + words.trim().length)];
}

/** Do this to what is in hand; false where there is nothing to do it to. */
export function act(name) {
  if (isOpen()) return;
  tell("");
  if (choice.pane === "themes" && (name in OF_THEMES)) {
    const theme = themeInHand();
    return theme ? OF_THEMES[name](theme) : tell(say("needs-theme"));
  }
  if (!(name in OF_CONTRIBUTIONS)) return tell(say("needs-theme"));
  const items = meant();
  if (!items.length) return tell(say("needs-chosen"));
  return OF_CONTRIBUTIONS[name](items, held.items.get(choice.ref) ?? items[0]);
}

/** The small buttons beside a quote or a theme in the right pane. */
export function actOn(button) {
  const { act: name, theme, ref, start, end } = button.dataset;
  if (name === "unassign") return atOnce("unassign", { members: choice.ref, theme });
  return atOnce(name, { theme, contribution: ref, start, end });
}
