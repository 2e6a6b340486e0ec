// The desk by keyboard. Keys rest while somebody types, and a letter never does what cannot be undone.

const find = (selector) => document.querySelector(selector);
const inSight = (selector) => [...document.querySelectorAll(selector)].find((one) => !one.closest("[hidden]"));

const KEYS = {
  n: () => press(".now-acts > [data-act] button, .now-acts > a[data-act], .now-acts > details[data-act] > summary"),
  c: () => press('.quiet-acts form[action$="/round/close"] button'),
  p: () => press('[data-pause] button, [data-act="go_on"] button'),
  j: () => walk(1),
  k: () => walk(-1),
  s: () => inHand("show"),
  h: () => inHand("hide"),
  a: agreement,
  "?": toggle,
};

export function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (event.key === "Escape") return leave();
    if (event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select")) return;
    const act = KEYS[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
  for (const button of document.querySelectorAll("[data-keys-button]")) {
    button.hidden = false;
    button.addEventListener("click", toggle);
  }
}

/** Press what is in sight. A question that asks once more is opened, and its button waits for Enter. */
function press(selector) {
  const one = inSight(selector);
  if (!one) return;
  one.click();
  if (one.matches("summary")) one.parentElement.querySelector("button").focus();
}

function agreement() {
  find(".agreement").open = true;
  find(".agreed input").focus();
}

function walk(step) {
  const cards = [...document.querySelectorAll(".said")].filter((card) => card.checkVisibility());
  const at = cards.indexOf(document.activeElement.closest?.(".said"));
  const next = at < 0 ? (step > 0 ? 0 : cards.length - 1) : Math.min(Math.max(at + step, 0), cards.length - 1);
  cards[next]?.focus();
  cards[next]?.scrollIntoView({ block: "nearest" });
}

function inHand(act) {
  const form = document.activeElement.closest?.(".said")?.querySelector(`[data-act="${act}"]`);
  if (form && form.offsetParent) form.requestSubmit(form.querySelector("button"));
}

function toggle() {
  const drawer = find("#keys");
  drawer.hidden = !drawer.hidden;
  if (!drawer.hidden) drawer.querySelector("button").focus();
}

function leave() {
  find("#keys").hidden = true;
  for (const open of document.querySelectorAll("details.sure[open], details.turn[open], details.seats[open]")) open.open = false;
  if (document.activeElement.matches("input")) document.activeElement.blur();
}
