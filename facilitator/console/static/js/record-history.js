// What this screen did, step by step, so that it can be undone and done again. Words that were taken out never return.

import { said } from "./queue.js";

/**
 * Steps are {act: keep | omit | mend | back | redact, ref, before, after, line}. They live with the page: after a
 * reload the lines that this browser typed can still be taken away, the newest first.
 */
export function openHistory({ queue, lines }) {
  const typed = queue.entries().filter(({ act }) => act === "keep" || act === "omit");
  let done = [
    ...queue.mine().map((ref) => ({ act: "keep", ref })),
    ...typed.map(({ act, key }) => ({ act, ref: key })),
  ];
  let undone = [];

  function did(step) {
    done.push(step);
    undone = [];
  }

  /** A line that waited under its key has its id now; a line that came back is another one. */
  function renamed(from, to) {
    for (const step of [...done, ...undone]) if (step.ref === from) step.ref = to;
  }

  /** The words of this line were taken out: nothing may bring them back. An undo that comes here says so, once. */
  function forget(ref) {
    done = [...done.filter((step) => step.ref !== ref), { act: "redact" }];
    undone = [];
  }

  /** Undo the last step. Answers a code: what became of it. */
  function undo() {
    const step = done.pop();
    if (!step) return "nothing_to_undo";
    if (step.act === "redact") return "redact_stays";
    if (step.act === "back") {
      keep(step);
      undone.push(step);
      return "undone_back";
    }
    const line = lines.find(step.ref);
    if (!line) return undo(); // it is gone already
    if (step.act === "mend") return unmend(step, line);
    if (step.act === "keep" && line.redacted) return "redact_stays";
    if (step.line && !same(line, step.line)) return "changed_since";
    queue.back(step.ref);
    undone.push({ ...step, line });
    return "undone_keep";
  }

  function unmend(step, line) {
    if (!same(line, step.after)) return "changed_since";
    queue.mend(step.ref, step.before);
    undone.push(step);
    return "undone_mend";
  }

  /** Do again what was undone last. Answers a code. */
  function redo() {
    const step = undone.pop();
    if (!step) return "nothing_to_redo";
    if (step.act === "mend") {
      if (!same(lines.find(step.ref), step.before)) return "changed_since";
      queue.mend(step.ref, step.after);
    } else if (step.act === "back") queue.back(step.ref);
    else keep(step);
    done.push(step);
    return "redone";
  }

  function keep(step) {
    const { line } = step;
    const act = step.act === "omit" ? "omit" : "keep";
    const { key } = queue.add({ act, ...said(line), paper: line.paper ?? "", round: line.round });
    renamed(step.ref, key);
    step.ref = key;
  }

  return { did, forget, redo, renamed, undo };
}

/** Do the words stand as this screen left them? The file keeps them tidied; on paper its owner says who may quote. */
function same(line, other) {
  if (!line || tidy(line.text) !== tidy(other.text)) return false;
  return Boolean(line.paper) || line.quotable === other.quotable;
}

const tidy = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();
