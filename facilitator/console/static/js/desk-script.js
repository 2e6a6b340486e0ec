// The desk's left side: the rounds with their minutes as they are now, and how the evening stands.

import { aloud, count, find, minutes, read } from "./desk-page.js";
import { list, show, text } from "./draw.js";

const WORTH_A_WORD = 3; // minutes: less is not worth a sentence
let drawn = null; // the round last drawn: the script is scrolled to it once

export function drawScript({ rounds, hours, current }) {
  list("rounds", rounds, ({ id }) => id, drawLine);
  if (current !== drawn) bringToTheMiddle(find('.round:is([data-state="open"], [data-state="now"])'));
  drawn = current;
  drawHours(hours);
}

function bringToTheMiddle(line) {
  const box = find('[data-list="rounds"]');
  if (line) box.scrollTop += line.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 2;
}

function drawLine(item, round) {
  const planned = minutes(round.planned);
  item.dataset.state = round.state;
  item.dataset.changed = round.minutes && round.minutes !== planned ? "yes" : "no";
  text(item, "title", read(round.title));
  text(item, "begins", round.begins);
  text(item, "used", minutes(round.used));
  text(item, "planned", planned);
  text(item, "minutes", round.minutes || planned);
  find('input[name="index"]', item).value = round.index;
}

function drawHours({ ends, misses, tighter, ahead, spare }) {
  const how = misses ? "misses" : tighter >= WORTH_A_WORD ? "tighter" : ahead >= WORTH_A_WORD ? "ahead" : "even";
  find("[data-pace]").dataset.pace = how;
  count("even", 0, ends);
  count("ahead", ahead, ends);
  count("tighter", tighter, ends);
  count("misses", misses, ends);
  show(find('[data-has="spare"]'), spare.length > 0);
  text(find("[data-pace]"), "spare", spare.map(read).join(", "));
}

/** The title of a round as the large button names it. */
export const named = (round) => read(round.title) || aloud(round.title);
