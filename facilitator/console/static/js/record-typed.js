// What stands before the words of a line: "#3 …" is from paper slip 3, "s3 …" was said by S3, a dash alone is nobody's.

const SLIP = /^#(\d+)(?:[.:,)]?\s+|$)/; // as the server reads it
const SPEAKER = /^[sс](\d{1,2})(?:[.:,)]?\s+|$)/i; // Latin or Cyrillic s
const DASH = /^[-–—]$/;

export const fromSlip = (text) => SLIP.test(text);

/**
 * {words, act, paper, speaker}, or what is wrong with it. `papers` are the slips' numbers, `chosen` the one that was
 * chosen by hand, `marks` the speakers there are: with none, "s3" is a word like any other.
 */
export function read(text, { papers, chosen, marks }) {
  const slip = SLIP.exec(text)?.[1];
  const paper = slip ? papers.find((value) => value === String(Number(slip))) : chosen;
  if (slip && !paper) return { wrong: "no_slip" };
  const speaker = marks.length && !paper ? Number(SPEAKER.exec(text)?.[1] ?? 0) : 0;
  if (speaker && !marks.includes(speaker)) return { wrong: "no_mark" };
  const words = text.replace(slip ? SLIP : speaker ? SPEAKER : "", "");
  return { words, act: DASH.test(words) ? "omit" : "keep", paper, speaker };
}
