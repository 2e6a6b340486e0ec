// What is one key away: cards for difficult moments, options, the keys. One at a time, and only when asked for.

import { all, find } from "./desk-page.js";

const drawers = all(".drawer");

export function toggle(name) {
  const wanted = find(`#${name}`);
  const opens = wanted.hidden;
  putAway();
  wanted.hidden = !opens;
  if (opens) find("summary, input, button", wanted).focus({ focusVisible: false });
  else find(".now-body").focus();
}

/** Put all of them away; answers whether one was there. */
export function putAway() {
  const open = [...drawers].filter((drawer) => !drawer.hidden);
  for (const drawer of open) drawer.hidden = true;
  return open.length > 0;
}

/** With the cards out, a number opens one of them; answers whether it did. */
export function openCard(number) {
  const card = find("#cards").hidden ? null : all(".card-moment")[number - 1];
  if (!card) return false;
  card.open = !card.open;
  find("summary", card).focus({ focusVisible: false });
  card.scrollIntoView({ block: "nearest" });
  return true;
}

for (const button of all("[data-drawer]")) {
  button.hidden = false;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    toggle(button.dataset.drawer);
  });
}
const asked = [...drawers].find(({ id }) => location.hash === `#${id}`);
if (asked) asked.hidden = false;
