// What the page holds of the series: words sent once, how each stands, themes; and what came since.

const WORDS = ["order", "circle", "round", "language", "text", "quotable"];
const STANDING = ["theme", "also", "codes", "coded", "state", "pinned", "out", "memo", "reason", "lost", "told", "unread"];
const THEME = ["name", "hue", "size", "circles", "state", "named", "refused", "status", "keywords", "definition", "memo", "quotes"];

export const held = {
  picture: "", // the name of what is held, as the program calls it
  items: new Map(), // "3-17" to an item
  list: [], // items in the order of the record
  themes: new Map(),
  codes: new Map(),
  circles: new Map(),
  quoted: new Map(), // "3-17" to the quotes in it
  counts: new Map(), // theme, "-", "--" or "-pinned" to a number
  coded: new Map(),
  total: 0,
};

const named = (names, values) => Object.fromEntries(names.map((name, at) => [name, values[at]]));

/** Take in an answer of the program: all of it, or what changed since the picture that is held. */
export function take(told) {
  held.picture = told.held;
  if (told.whole) for (const part of ["items", "themes", "codes", "circles"]) held[part].clear();
  for (const [ref, values] of Object.entries(told.words)) {
    held.items.set(ref, { ...held.items.get(ref), ...named(WORDS, values), ref, sitting: ref.split("-")[0], plain: null });
  }
  for (const [ref, values] of Object.entries(told.standing)) Object.assign(held.items.get(ref), named(STANDING, values));
  for (const ref of told.gone.words) held.items.delete(ref);
  inOrder(held.themes, told.themes, told.order, (id, values) => ({ id, ...named(THEME, values) }));
  inOrder(held.codes, told.codes, told.tree, (id, [name, depth, definition]) => ({ id, name, depth, definition }));
  for (const [id, [region, language]] of Object.entries(told.circles)) held.circles.set(id, { region, language });
  if (told.whole || Object.keys(told.words).length || told.gone.words.length) {
    held.list = [...held.items.values()].sort((one, other) => one.order - other.order);
  }
  count();
}

/** Keep the map in the order that was told, with what changed put in. */
function inOrder(map, changed, order, make) {
  const before = new Map(map);
  map.clear();
  for (const id of order) map.set(id, id in changed ? make(id, changed[id]) : before.get(id));
}

function count() {
  const { counts, coded, quoted } = held;
  counts.clear();
  coded.clear();
  quoted.clear();
  const more = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const item of held.list) {
    if (item.out) {
      more(counts, "--");
      continue;
    }
    const themes = themesOf(item);
    for (const id of themes) more(counts, id);
    if (!themes.length) more(counts, "-");
    if (item.pinned) more(counts, "-pinned");
    for (const code of item.codes) more(coded, code);
  }
  held.total = held.list.length - (counts.get("--") ?? 0);
  counts.set("", held.total);
  for (const theme of held.themes.values()) {
    for (const [ref, start, end, chosen] of theme.quotes) {
      if (!quoted.has(ref)) quoted.set(ref, []);
      quoted.get(ref).push({ theme, start, end, chosen });
    }
  }
}

export const themesOf = ({ theme, also }) => (theme ? [theme, ...also] : also);
/** The state in a word: what was never read is suggested by nobody. */
export const asItStands = ({ state, unread }) => (!state && unread ? "unread" : state);
export const regionOf = (item) => held.circles.get(item.circle)?.region ?? "";
export const themeName = (id) => held.themes.get(id)?.name ?? "";

/** Small letters without marks, so that who types "cels" finds "ceļš". */
export const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").trim();

/** Items that fit what is looked for, in the order of the record. */
export function fitting(wanted) {
  const sought = plain(wanted.find);
  return held.list.filter((item) => lies(item, wanted.theme) && fits(item, wanted) && (!sought || item.ref === sought || plainOf(item).includes(sought)));
}

function lies(item, theme) {
  if (item.out || theme === "--") return item.out && theme === "--";
  if (theme === "-pinned") return item.pinned;
  const themes = themesOf(item);
  return !theme || (theme === "-" ? !themes.length : themes.includes(theme));
}

function fits(item, { code, circle, region, round, language, state }) {
  return (
    (!code || item.codes.includes(code)) &&
    (!circle || item.circle === circle) &&
    (!region || regionOf(item) === region) &&
    (!round || item.round === round) &&
    (!language || item.language === language) &&
    (!state || (item.state || "machine") === state)
  );
}

function plainOf(item) {
  item.plain ??= plain(item.text);
  return item.plain;
}

/** The contributions beside one in its sitting: how many before, how many after. */
export function beside(item, before, after) {
  const near = held.list.filter(({ sitting, out }) => sitting === item.sitting && !out);
  const at = near.findIndex(({ order }) => order >= item.order);
  return { before: near.slice(Math.max(0, at - before), at), after: near.slice(at).filter((one) => one !== item).slice(0, after) };
}

/** Code points, as the program counts, to what a browser counts; and back. */
export const unitsAt = (text, points) => [...text].slice(0, points).join("").length;
export const pointsAt = (text, units) => [...text.slice(0, units)].length;
