// The text field: it grows, remembers what is typed, and says when room runs out.

import { show } from "./page.js";

const LETTERS = 2000;
const BYTES = 8000;
const NEAR = 200;
const PAUSE = 500;

const field = document.getElementById("text");
const left = document.querySelector('[data-count="left"]');
const letters = globalThis.Intl?.Segmenter ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;

/** How many letters still fit, by the circle's own limits: letters as people see them, and bytes. */
function roomLeft(text) {
  const bytes = BYTES - new TextEncoder().encode(text).length;
  let count = text.length;
  if (count > LETTERS - NEAR) count = letters ? [...letters.segment(text)].length : [...text].length;
  return Math.min(LETTERS - count, bytes < 4 * NEAR ? Math.floor(bytes / 4) : LETTERS);
}

function drawRoom() {
  const letterRoom = roomLeft(field.value);
  show("near-limit", letterRoom >= 0 && letterRoom <= NEAR);
  show("over-limit", letterRoom < 0);
  left.textContent = letterRoom;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 4}px`;
}

/** What is typed belongs to the round it was typed in, and is kept on this phone from pause to pause. */
export function openField(outbox) {
  let round = null;
  let timer = 0;

  function save() {
    clearTimeout(timer);
    if (round !== null) outbox.saveDraft(round, field.value);
  }

  function put(text) {
    field.value = text;
    drawRoom();
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
    drawRoom();
  });
  addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", () => document.hidden && save());

  return {
    save,
    round: () => round,
    /** Turn to this round; null where nothing is written. What was typed before stays as its own round's draft. */
    turnTo(next) {
      if (next === round) return;
      const early = round === null ? field.value : "";
      save();
      round = next;
      put(round === null ? "" : outbox.draft(round) || early);
    },
    blank: () => !field.value.trim(),
    /** The text if it can be kept, else null with the reason on the page. */
    ready() {
      const text = field.value;
      if (text.trim() && roomLeft(text) >= 0) return text;
      field.focus();
      return null;
    },
    empty() {
      clearTimeout(timer);
      put("");
    },
  };
}
