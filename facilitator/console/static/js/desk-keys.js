// The desk by keyboard. Keys rest while somebody types, and a letter never does what cannot be undone.

import { openCard, putAway, toggle } from "./desk-drawers.js";
import { stepSentence } from "./desk-now.js";
import { all, find } from "./desk-page.js";

const inSight = (selector) => [...all(selector)].find((one) => !one.closest("[hidden]"));

const KEYS = {
  n: () => press(".now-acts > [data-act] button, .now-acts > a[data-act], .now-acts > details[data-act] > summary"),
  c: () => press('.quiet-acts form[action$="/round/close"] button'),
  p: () => press('[data-pause] button, [data-act="go_on"] button'),
  j: () => walk(1),
  k: () => walk(-1),
  s: () => inHand(["show", "late"]),
  h: () => inHand(["hide", "hold"]),
  a: agreement,
  t: () => find("[data-check]").click(),
  q: () => unfold(".ask"),
  v: () => unfold(".unheard"),
  m: () => toggle("cards"),
  o: () => toggle("options"),
  "?": () => toggle("keys"),
};

export function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") return leave();
    if (event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select")) return;
    if (event.key === " " && event.target.closest("button, a, summary, input")) return; // it presses what is in hand
    const act = event.key === " " ? () => stepSentence(event.shiftKey ? -1 : 1) : actOf(event.key);
    if (!act || event.repeat) return;
    event.preventDefault();
    act();
  });
}

function actOf(key) {
  if (key >= "1" && key <= "9" && !find("#cards").hidden) return () => openCard(Number(key));
  return KEYS[key.toLowerCase()];
}

/** Press what is in sight. What asks once more is opened, and words are not shown by a letter: Enter does it. */
function press(selector) {
  const one = inSight(selector);
  if (!one) return;
  if (one.closest('[data-act="reveal"]')) return one.focus();
  one.click();
  if (one.matches("summary")) one.parentElement.querySelector("button").focus();
}

function agreement() {
  find(".agreement").open = true;
  find(".agreed input").focus();
}

function unfold(selector) {
  const part = inSight(selector);
  if (part) part.open = !part.open;
}

function walk(step) {
  const cards = [...all(".said")].filter((card) => card.checkVisibility());
  const at = cards.indexOf(document.activeElement.closest?.(".said"));
  const next = at < 0 ? (step > 0 ? 0 : cards.length - 1) : Math.min(Math.max(at + step, 0), cards.length - 1);
  cards[next]?.focus();
  cards[next]?.scrollIntoView({ block: "nearest" });
}

function inHand(acts) {
  const card = document.activeElement.closest?.(".said");
  const form = card && acts.map((act) => find(`[data-act="${act}"]`, card)).find((one) => one?.offsetParent);
  if (form) form.requestSubmit(form.querySelector("button"));
}

function leave() {
  if (putAway()) find(".now-body").focus();
  for (const open of all("details.sure[open], details.turn[open], details.popover[open]")) open.open = false;
  if (document.activeElement.matches("input")) document.activeElement.blur();
}
