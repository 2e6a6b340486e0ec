// The reading desk by keyboard. Keys rest while somebody types.

import { act } from "./reading-desk-acts.js";
import { copyOf, desk, find, remembered } from "./reading-desk-page.js";
import { isOpen, leave } from "./reading-desk-panel.js";

const ACTS = { v: "move", a: "assign", n: "new", c: "code", q: "quote", f: "tell", i: "insight", p: "pin", o: "memo", s: "state", r: "rename", g: "merge", d: "define" };
let card = null;
let back = null;

export function listenToKeys({ walk, choose, chooseAll, chooseNone, go, step, pane }) {
  const letters = {
    j: () => walk(1), k: () => walk(-1), t: () => go("themes"), l: () => go("list"), h: () => go("hand"),
    "/": () => go("find"), w: () => go("why"), z: () => step("undo"), Z: () => step("redo"), "?": toggleKeys,
    x: () => act(pane() === "themes" ? "refuse" : "reject"),
    ...Object.fromEntries(Object.entries(ACTS).map(([key, name]) => [key, () => act(name)])),
  };
  const others = {
    ArrowDown: (event) => walk(1, event.shiftKey), ArrowUp: (event) => walk(-1, event.shiftKey),
    PageDown: (event) => walk("page", event.shiftKey), PageUp: (event) => walk("-page", event.shiftKey),
    Home: () => walk("first"), End: () => walk("last"), " ": choose, Enter: () => go("hand"),
  };
  const withControl = { z: () => step("undo"), Z: () => step("redo"), y: () => step("redo"), a: chooseAll };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey) return;
    if (event.key === "Escape") return leave() || closeKeys() || (event.target.matches(".rd-filters *") ? go("list") : chooseNone());
    if (event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select") || isOpen()) return;
    const what = chosen(event);
    if (!what) return;
    event.preventDefault();
    what(event);
  });

  function chosen(event) {
    if (event.ctrlKey || event.metaKey) return withControl[event.key];
    const inList = event.target.matches('[role="listbox"]');
    if (event.key in others) return inList ? others[event.key] : undefined;
    if (event.target.closest('[role="separator"]')) return undefined;
    return event.key === "?" || remembered.get("letters") !== "no" ? letters[event.key] : undefined;
  }
}

export function toggleKeys() {
  if (closeKeys()) return;
  back = document.activeElement;
  card = copyOf("keys-card");
  const tick = find("[data-letters]", card);
  tick.checked = remembered.get("letters") !== "no";
  tick.addEventListener("change", () => remembered.put("letters", tick.checked ? "yes" : "no"));
  find('[data-act="close"]', card).addEventListener("click", closeKeys);
  desk.append(card);
  find('[data-act="close"]', card).focus();
}

function closeKeys() {
  if (!card) return false;
  card.remove();
  card = null;
  back?.focus();
  return true;
}
