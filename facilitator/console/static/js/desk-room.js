// The desk's right side: the seats, what people wrote, the recorder's lines, the draft themes.

import { all, count, find } from "./desk-page.js";
import { list, show, text } from "./draw.js";

const RECORDER_LINES = 5;
const unnamed = document.getElementById("a-theme").content.querySelector('[data-text="label"]').textContent;

export function drawRoom({ evening, rounds, current, ring, agreed, present, rules, options, unheard }) {
  find(".room").dataset.phones = rounds[current]?.phones ?? "";
  drawRing(ring);
  count("agreed", agreed);
  count("present", present);
  find(".agreement").dataset.given = agreed ? "yes" : "no";
  find(".acceptance").dataset.given = rules.accepted ? "yes" : "no";
  show(find('.unheard[data-has="marks"]'), options.marks > 0 && ["open", "paused"].includes(evening.stage));
  list("unheard", unheard, String, (item, mark) => {
    item.textContent = `S${mark}`;
  }, "mark");
  show(find('[data-empty="unheard"]'), unheard.length === 0);
  const form = find(".agreed");
  form.dataset.agreed = agreed || evening.stage !== "open" ? "yes" : "no";
  if (form.contains(document.activeElement) || form.dataset.typed) return;
  form.elements.agreed.value = agreed || "";
  form.elements.present.value = present || "";
}

function drawRing(ring) {
  all("[data-ring] .seat").forEach((seat, n) => {
    const mark = ring[n];
    seat.setAttribute("class", mark ? `seat ${mark.state}${mark.wrote ? " wrote" : ""}` : "seat");
  });
  for (const state of ["here", "cut_off", "paper"]) {
    const n = ring.filter((mark) => mark.state === state).length;
    count(state, n);
    for (const item of all(`[data-count-item="${state}"]`)) item.toggleAttribute("data-zero", n === 0);
  }
  count("wrote", ring.filter(({ wrote }) => wrote).length);
  list("seats", ring, ({ seat }) => seat, (item, { seat, state }) => {
    item.dataset.state = state;
    text(item, "seat", seat);
    address(item, "/seats/0/", `/seats/${seat}/`);
  }, "seat");
  show(find('[data-has="ring"]'), ring.length > 0);
}

export function drawWords({ evening, words, near, rounds, current }) {
  const written = words.filter(({ source, text: said }) => source !== "recorder" && said);
  const here = rounds[current]?.id;
  const earlier = written.filter(({ round }) => here && round !== here);
  const fresh = behindTheirCards(written.filter((one) => !earlier.includes(one)));
  const draw = (item, said) => drawWritten(item, said, evening.state);
  const id = (said) => said.id;
  list("near", near, ({ ids }) => ids.join("-"), drawNear, "near");
  list("words", fresh, id, draw, "said"); // stays still: a card that moves away under a hand shows the wrong words
  list("earlier", earlier, id, draw, "said");
  show(find('[data-has="earlier"]'), earlier.length > 0);
  count("earlier", earlier.length);
  show(find('[data-empty="words"]'), written.length === 0);
  count("words", fresh.length);
  count("wall", written.filter(({ state }) => state === "released").length);
  drawLines(words.filter(({ source, text: said }) => source === "recorder" && said));
}

/** Words that were joined stand under the card that is shown for them. */
function behindTheirCards(words) {
  const heads = words.filter(({ joined_to: card }) => !card);
  return heads.flatMap((head) => [head, ...words.filter(({ joined_to: card }) => card === head.id)]);
}

function drawWritten(item, said, state) {
  item.dataset.state = said.state;
  item.dataset.source = said.source;
  item.dataset.shows = said.shows;
  item.dataset.behind = said.joined_to ? "yes" : "no";
  text(item, "text", said.text);
  address(item, "/ID/", `/${said.id}/`);
  const late = find('[data-act="late"]', item);
  if (!late) return;
  late.elements.seen.value = state;
  late.elements.round.value = said.round;
}

function drawNear(item, { ids, texts }) {
  find('input[name="words"]', item).value = ids.join(" ");
  text(item, "n", ids.length);
  text(item, "first", texts[0]);
}

function drawLines(lines) {
  following("lines", () => list("lines", lines.slice(-RECORDER_LINES), ({ id }) => id, (item, said) => {
    drawWritten(item, said);
  }, "line"));
  show(find('[data-empty="lines"]'), lines.length === 0);
  text(find(".pane-lines"), "lines-total", lines.length || "");
}

export function drawThemes({ evening, themes, themes_shown: shown, lexical, unread, reader }) {
  list("themes", themes, ({ id }) => id, (item, theme) => {
    text(item, "label", ["", theme.id].includes(theme.label) ? unnamed : theme.label);
    text(item, "size", theme.size);
    text(item, "central", theme.quotes[0] ?? "");
    show(find(".central", item), theme.quotes.length > 0);
  }, "theme");
  show(find('[data-has="lexical"]'), lexical && themes.length > 0);
  const checking = evening.round?.phones === "check";
  find(".pane-themes").dataset.checking = checking ? "yes" : "no";
  find("[data-reading]").dataset.reading = reader.state;
  show(find('[data-empty="themes"]'), themes.length === 0);
  show(find('[data-has="unread"]'), unread > 0);
  count("unread", unread);
  show(find('[data-has="themes"]'), themes.length > 0);
  show(find('[data-has="themes-shown"]'), shown);
}

/** Draw a list and stay at its end if the end was in sight. */
function following(name, drawing) {
  const box = find(`[data-list="${name}"]`).closest(".scroll");
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 8;
  drawing();
  if (atEnd && !box.contains(document.activeElement)) box.scrollTop = box.scrollHeight;
}

function address(item, placeholder, wanted) {
  for (const form of all("form", item)) form.setAttribute("action", form.getAttribute("action").replace(placeholder, wanted));
}

const lines = find('[data-list="lines"]').closest(".scroll");
lines.scrollTop = lines.scrollHeight;
