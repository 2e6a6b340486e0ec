// Answers on their way: one letter for each form, kept on this phone until the file has it, in the outbox's own store.

import { ask } from "./live.js";
import { isFinal, openStore } from "./outbox.js";

const LONGEST = 15_000;

/** onChange() when a letter came, went or was refused; onSent(name) when the file has it. */
export function openLetters({ store, onChange, onSent }) {
  const kept = openStore(`aplis.${store}.asked.`);
  const stopped = new Map();
  let sending = false;
  let tries = 0;
  let timer = 0;

  function read(name) {
    try {
      return JSON.parse(kept.get(name));
    } catch {
      return null;
    }
  }

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

  async function send() {
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    try {
      for (const name of waiting()) if (!(await deliver(name))) break;
    } finally {
      sending = false;
    }
  }

  /** Whether the next one may follow. */
  async function deliver(name) {
    const before = kept.get(name);
    const { url, fields } = read(name) ?? {};
    const answer = await ask(url, fields);
    if (kept.get(name) !== before) return later(0); // filled in anew meanwhile
    if (answer.status === 200) {
      tries = 0;
      forget(name);
      onSent(name);
      return true;
    }
    if (!isFinal(answer)) return later(answer.wait);
    stopped.set(name, answer.body.code ?? "form");
    onChange();
    return true;
  }

  function later(seconds) {
    tries = Math.min(tries + 1, 6);
    const jitter = Math.random() * Math.min(LONGEST, 500 * 2 ** tries);
    timer = setTimeout(send, Math.max(seconds * 1000, 200, jitter));
    return false;
  }

  function now() {
    tries = 0;
    send();
  }

  const waiting = () => kept.names().filter((name) => read(name) && !stopped.has(name));

  addEventListener("online", now);
  addEventListener("pageshow", now);
  document.addEventListener("visibilitychange", () => document.hidden || now());
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
    of: (name) => read(name) && { ...read(name), stopped: stopped.get(name) ?? "" },
    waiting,
  };
}
