// Which key asks for what. Chords are Ctrl with a letter or a digit: AltGr, Option and dead keys type letters, never these.

const LETTERS = { j: "question", i: "insight", p: "paraphrase", b: "unquotable" };
const SUMMARY = "k";

/** Ctrl alone, or Cmd where `command` says so. AltGr is Ctrl with Alt on Windows: it types. */
function held(event, command = false) {
  if (event.altKey || event.getModifierState("AltGraph")) return false;
  return command ? event.ctrlKey || event.metaKey : event.ctrlKey && !event.metaKey;
}

/** The Latin letter of a key, whatever layout is on: on a Russian one, what stands on the same key. */
function letter({ key, code }) {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  return /^Key[A-Z]$/.test(code) && !/^[a-z]/i.test(key) ? code.at(-1).toLowerCase() : "";
}

/** What a key asks for anywhere on the page: {flag}, {speaker}, {summary}; null for any other. */
export function chord(event) {
  if (!held(event) || event.shiftKey) return null;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (digit) return { speaker: Number(digit) };
  const pressed = letter(event);
  if (pressed === SUMMARY) return { summary: true };
  return pressed in LETTERS ? { flag: LETTERS[pressed] } : null;
}

/** What a key says to something found in the line: "accept", "leave", or "" for any other. */
export function finding(event) {
  if (!held(event) || event.shiftKey) return "";
  return { m: "accept", l: "leave" }[letter(event)] ?? "";
}

/** "undo", "redo" or "redact" for the keys that mean it in the empty line, "" for any other. */
export function step(event) {
  if (!held(event, true)) return "";
  if (event.key === "Backspace") return "redact";
  const pressed = letter(event);
  if (pressed === "z") return event.shiftKey ? "redo" : "undo";
  return pressed === "y" && !event.shiftKey ? "redo" : "";
}

/** Whether Enter was pressed with Ctrl or Cmd. */
export const quietly = (event) => held(event, true);
