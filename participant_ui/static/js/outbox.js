// Words not yet delivered: kept on this phone before the first attempt, tried until acknowledged, never sent twice.

import { newKey, openSending, openStore } from "./kept.js";
import { ask, isFinal } from "./live.js";

/** `store`: a name of this seat's own. onChange() when a list changed; onSent(entry, id) when words are in the file. */
export function openOutbox({ store, url, onChange, onSent }) {
  const kept = openStore(`aplis.${store}.`);
  const stopped = new Map();
  const now = openSending({ next: () => waiting()[0], deliver });

  function entries() {
    return kept
      .names()
      .filter((name) => name.startsWith("words."))
      .map((name) => kept.read(name))
      .filter(Boolean)
      .sort((one, other) => one.at - other.at)
      .map((entry) => ({ ...entry, stopped: stopped.get(entry.key) ?? "" }));
  }

  function waiting() {
    return entries().filter((entry) => !entry.stopped);
  }

  /** Keep these words and begin to send them. Answers whether this phone could keep them. */
  function add(text, round) {
    const entry = { key: newKey(), text, round, at: Date.now() };
    const safe = kept.put(`words.${entry.key}`, JSON.stringify(entry));
    dropDraft(round);
    onChange();
    now();
    return safe;
  }

  function forget(key) {
    stopped.delete(key);
    kept.drop(`words.${key}`);
    onChange();
  }

  async function deliver({ key, text, round }) {
    if (kept.get(`words.${key}`) === null) return true;
    const answer = await ask(url, { key, text, round });
    if ([200, 201].includes(answer.status) && answer.body.code === "kept") {
      forget(key);
      onSent({ key, text, round }, answer.body.id);
      return true;
    }
    if (!isFinal(answer)) return answer.wait * 1000;
    stopped.set(key, answer.body.code ?? "form");
    onChange();
    return true;
  }

  function again(key) {
    stopped.delete(key);
    onChange();
    now();
  }

  const dropDraft = (round) => kept.drop(`draft.${round}`);

  function saveDraft(round, text) {
    if (text) kept.put(`draft.${round}`, text);
    else dropDraft(round);
  }

  function drafts() {
    return kept
      .names()
      .filter((name) => name.startsWith("draft."))
      .map((name) => ({ round: name.slice("draft.".length), text: kept.get(name) ?? "" }));
  }

  return {
    add,
    again,
    clear: () => kept.names().forEach(kept.drop),
    draft: (round) => kept.get(`draft.${round}`) ?? "",
    drafts,
    entries,
    forget,
    now,
    saveDraft,
    waiting,
  };
}
