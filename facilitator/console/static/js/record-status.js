// How it stands with what was typed: kept, waiting and for what, and what the last key did. Holds no sentence.

import { put, words } from "./record-words.js";

const REFUSALS = new Set(["no_slip", "no_mark", "slip_later", "changed_meanwhile"]); // Enter left what stands in the field

export function openStatus(form) {
  function say(place, code) {
    const part = form.querySelector(place);
    part.dataset.code = code;
    put(part, words(code));
    return part;
  }

  /**
   * `waiting` lines are not in the file yet; `waitsFor` says what the evening lacks, `gone` that this screen was sent
   * away, `cut` that there is no line; `hand` is what is being done to a line, `notice` what the last key did.
   */
  function tell({ waiting, waitsFor, gone, cut, hand, notice }) {
    const refused = REFUSALS.has(notice) && notice;
    const only = refused || hand;
    let code = waiting ? (waitsFor || gone ? "some_held" : "some_waiting") : "all_kept";
    if (cut && !waiting) code = "no_line";
    say("[data-notice]", refused ? "" : notice);
    say("[data-say]", only || code);
    put(form.querySelector("[data-count]"), waiting && !only ? String(waiting) : "");
    const reason = gone ? "gone" : cut ? "no_line" : waitsFor;
    say(".waits", reason).hidden = !reason;
  }

  return { tell };
}
