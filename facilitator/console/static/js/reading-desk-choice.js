// What is looked for, what is in hand, what is chosen: the state of the page that is nobody's decision.

import { fitting, held } from "./reading-desk-held.js";

export const choice = {
  wanted: { theme: "", code: "", circle: "", region: "", round: "", language: "", state: "", find: "" },
  rows: [], // items that fit
  at: 0, // place of the one in hand among them
  ref: "", // its reference: it stays in hand while the list changes
  chosen: new Set(), // references
  joined: new Set(), // themes chosen to be joined
  became: new Map(), // a theme that was joined into another, to that one
  theme: "", // the theme, or kind of none, in hand on the left
  pane: "list", // where the hand is: themes or list
};

/** Look again for what fits; the one in hand stays in hand if it is still there, else what took its place. */
export function lookAgain() {
  const into = held.themes.has(choice.theme) ? undefined : choice.became.get(choice.theme);
  if (held.themes.has(into)) {
    if (choice.wanted.theme === choice.theme) choice.wanted.theme = into;
    choice.theme = into;
  }
  choice.rows = fitting(choice.wanted);
  const at = choice.rows.findIndex(({ ref }) => ref === choice.ref);
  choice.at = at >= 0 ? at : Math.max(0, Math.min(choice.at, choice.rows.length - 1));
  choice.ref = choice.rows[choice.at]?.ref ?? "";
  for (const ref of choice.chosen) if (!held.items.has(ref)) choice.chosen.delete(ref);
  for (const id of choice.joined) if (!held.themes.has(id)) choice.joined.delete(id);
}

export function take(at) {
  choice.at = Math.max(0, Math.min(at, choice.rows.length - 1));
  choice.ref = choice.rows[choice.at]?.ref ?? "";
}

/** What an act is about: what is chosen, else the one in hand. */
export function meant() {
  if (choice.chosen.size) return held.list.filter(({ ref }) => choice.chosen.has(ref));
  const item = held.items.get(choice.ref);
  return item ? [item] : [];
}

export const themeInHand = () => held.themes.get(choice.theme);
