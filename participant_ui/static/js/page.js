// Draws what the phone knows onto the page. It holds no sentence: words are in <template> elements.

const main = document.getElementById("room");
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
export const copyOf = (name) => document.getElementById(`a-${name}`).content.firstElementChild.cloneNode(true);

/** A sentence by its code, as the server printed it. */
export function say(code) {
  return document.getElementById("say").content.querySelector(`[data-code="${code}"]`)?.textContent ?? "";
}

/** Which of the page's faces is shown now. */
export function faceOf(now) {
  if (now.stage === "closed" || now.stage === "paused") return now.stage;
  if (now.stage === "waiting" || !now.round) return "waiting";
  return now.round.phones;
}

/** Put words into a status line beside the button that was pressed. */
export function tell(place, code, stopped = false) {
  if (!place) return;
  place.textContent = say(code);
  place.classList.toggle("stopped", stopped);
}

export function show(name, visible) {
  for (const element of all(`[data-when="${name}"]`)) element.hidden = !visible;
}

/** The sentence in the reader's language, else the circle's own, else English, else any. */
function pick(sentence, now) {
  const order = [document.documentElement.lang, now.language, ...now.languages, "en", ...Object.keys(sentence)];
  const lang = order.find((one) => sentence[one]) ?? "";
  return { lang, text: sentence[lang] ?? "" };
}

/** Make the list hold these items in this order, leaving what is already there untouched. */
export function fill(list, items, { idOf, make, update }) {
  const old = new Map([...list.children].map((node) => [node.dataset.id, node]));
  items.forEach((item, place) => {
    const node = old.get(idOf(item)) ?? make(item);
    node.dataset.id = idOf(item);
    update(node, item);
    if (list.children[place] !== node) list.insertBefore(node, list.children[place] ?? null);
  });
  while (list.children.length > items.length) list.lastElementChild.remove();
}

export const wordsIn = (node) => node.querySelector(".words");

export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function drawMine(now, unsent) {
  const mine = now.mine.map((one) => ({ ...one, sent: true, sealed: now.sealed })).reverse();
  const items = [...unsent, ...mine];
  for (const list of all('[data-list="mine"]')) {
    fill(list, items, {
      idOf: (item) => item.id,
      make: (item) => (item.sent ? sentNode(item) : copyOf("waiting")),
      update: (node, item) => (item.sent ? drawSent(node, item) : drawUnsent(node, item)),
    });
  }
  show("sealed", now.sealed);
  show("words", items.length > 0);
  show("no-words", items.length === 0);
}

function sentNode(item) {
  const node = copyOf("mine");
  for (const form of all("form", node)) {
    form.action = `${main.dataset.url}words/${encodeURIComponent(item.id)}/${form.dataset.form}`;
  }
  return node;
}

function drawSent(node, item) {
  node.dataset.state = item.state;
  write(wordsIn(node), item.text);
  write(node.querySelector(".state"), say(item.state));
  if (item.state === "withdrawn") node.querySelector(".rights")?.remove();
  if (item.sealed) node.querySelector(".mend")?.remove();
  const field = node.querySelector("textarea");
  if (field && field.defaultValue !== item.text) field.value = field.defaultValue = item.text;
}

function drawUnsent(node, item) {
  const waits = item.state === "here";
  node.dataset.state = waits ? "here" : "stopped";
  write(wordsIn(node), item.text);
  if (item.state === "draft") {
    write(node.querySelector(".state"), say("draft"));
    write(node.querySelector('[data-do="again"]'), say("keep"));
  }
  const why = node.querySelector(".why");
  why.hidden = !item.why;
  write(why, item.why ? say(item.why) : "");
  node.querySelector(".choices").hidden = waits;
}

/** Where people read, all that was shown to them; where they write, what was revealed of this round. */
function drawShared(now, face) {
  const cards = face === "write" ? now.shared.filter((one) => one.round === now.round.id) : now.shared;
  for (const list of all('[data-list="shared"]')) {
    fill(list, cards, { idOf: (item) => item.id, make: () => copyOf("shared"), update: drawCard });
  }
  show("some-shared", cards.length > 0);
  show("nothing-shared", cards.length === 0 && now.round?.shared === "phones");
}

function drawCard(node, { text, several }) {
  write(wordsIn(node), text);
  node.querySelector(".several").hidden = !several;
}

function drawRound(now) {
  if (!now.round) return;
  for (const element of all("[data-said]")) {
    const { lang, text } = pick(now.round[element.dataset.said], now);
    element.lang = lang;
    write(element, text);
  }
  const seenBy = now.consent.quote ? now.round.shared : "facilitator";
  for (const element of all("[data-shared]")) element.hidden = element.dataset.shared !== seenBy;
}

/** All of it. `unsent`: words on this phone alone, as {id, text, state: here | stopped | draft, why}. */
export function draw(now, unsent) {
  const face = faceOf(now);
  main.dataset.faceNow = face;
  for (const element of all("[data-face]")) element.hidden = !element.dataset.face.split(" ").includes(face);
  drawRound(now);
  drawMine(now, unsent);
  drawShared(now, face);
  show("stopped", unsent.some((item) => item.state === "stopped"));
  show("drafts", unsent.some((item) => item.state === "draft"));
}
