// Answers on their way: one letter for each form, kept on this phone until the file has it, in a store of its own.

import { openSending, openStore } from "./kept.js";
import { ask, isFinal } from "./live.js";

/** onChange() when a letter came, went or was refused; onSent(name) when the file has it. */
export function openLetters({ store, onChange, onSent }) {
  const kept = openStore(`aplis.${store}.asked.`);
  const stopped = new Map();
  const waiting = () => kept.names().filter((name) => kept.read(name) && !stopped.has(name));
  const now = openSending({ next: () => waiting()[0], deliver });

  /** Keep a filled form under this name, instead of one that still waits there, and begin to send it. */
  function add(name, url, fields) {
    stopped.delete(name);
    const safe = kept.put(name, JSON.stringify({ url, fields }));
    onChange();
    now();
    return safe;
  }

  function forget(name) {
    stopped.delete(name);
    kept.drop(name);
    onChange();
  }

  async function deliver(name) {
    const before = kept.get(name);
    const { url, fields } = kept.read(name);
    const answer = await ask(url, fields);
    if (kept.get(name) !== before) return 0; // filled in anew meanwhile
    if (answer.status === 200) {
      forget(name);
      onSent(name);
      return true;
    }
    if (!isFinal(answer)) return answer.wait * 1000;
    stopped.set(name, answer.body.code ?? "form");
    onChange();
    return true;
  }

  return {
    add,
    again(name) {
      stopped.delete(name);
      onChange();
      now();
    },
    forget,
    now,
    /** What waits under this name: {fields, stopped: a code or ""}; null where nothing does. */
    of: (name) => kept.read(name) && { ...kept.read(name), stopped: stopped.get(name) ?? "" },
    waiting,
  };
}
