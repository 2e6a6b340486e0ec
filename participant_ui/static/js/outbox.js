// Words not yet delivered: kept on this phone before the first attempt, tried until acknowledged, never sent twice.

import { ask } from "./live.js";

const LONGEST = 15_000;
const PASSES = new Set(["paused", "not_open"]);

/** 128 bits as text. Not randomUUID: a page over plain HTTP has none. */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether trying again cannot help: the answer is final, and the text stays here to be copied. */
export function isFinal({ status, body }) {
  if (status === 409) return !PASSES.has(body.code);
  return [400, 401, 403, 404, 405, 410, 413, 415, 422].includes(status);
}

/** Items under one seat's prefix in localStorage; where the browser keeps nothing, in memory. */
export function openStore(prefix) {
  const memory = new Map();
  return {
    put(name, value) {
      memory.set(name, value);
      try {
        localStorage.setItem(prefix + name, value);
        return true;
      } catch {
        return false;
      }
    },
    get(name) {
      try {
        return localStorage.getItem(prefix + name) ?? memory.get(name) ?? null;
      } catch {
        return memory.get(name) ?? null;
      }
    },
    drop(name) {
      memory.delete(name);
      try {
        localStorage.removeItem(prefix + name);
      } catch {
        // Nothing was kept, so nothing is left.
      }
    },
    names() {
      const found = new Set(memory.keys());
      try {
        for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) found.add(name.slice(prefix.length));
      } catch {
        // Memory alone.
      }
      return [...found];
    },
  };
}

/** `store`: a name of this seat's own. onChange() when a list changed; onSent(entry, id) when words are in the file. */
export function openOutbox({ store, url, onChange, onSent }) {
  const kept = openStore(`aplis.${store}.`);
  const stopped = new Map();
  let sending = false;
  let tries = 0;
  let timer = 0;

  function entries() {
    return kept
      .names()
      .filter((name) => name.startsWith("words."))
      .map((name) => read(name))
      .filter(Boolean)
      .sort((one, other) => one.at - other.at)
      .map((entry) => ({ ...entry, stopped: stopped.get(entry.key) ?? "" }));
  }

  function read(name) {
    try {
      return JSON.parse(kept.get(name));
    } catch {
      return null;
    }
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

  async function send() {
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    try {
      for (const entry of waiting()) if (!(await deliver(entry))) break;
    } finally {
      sending = false;
    }
  }

  /** Whether the next one may follow. */
  async function deliver({ key, text, round }) {
    if (kept.get(`words.${key}`) === null) return true;
    const answer = await ask(url, { key, text, round });
    if ([200, 201].includes(answer.status) && answer.body.code === "kept") {
      tries = 0;
      forget(key);
      onSent({ key, text, round }, answer.body.id);
      return true;
    }
    if (isFinal(answer)) {
      stopped.set(key, answer.body.code ?? "form");
      onChange();
      return true;
    }
    later(answer.wait);
    return false;
  }

  function later(seconds) {
    tries = Math.min(tries + 1, 6);
    const jitter = Math.random() * Math.min(LONGEST, 500 * 2 ** tries);
    timer = setTimeout(send, Math.max(seconds * 1000, 200, jitter));
  }

  function now() {
    tries = 0;
    send();
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

  addEventListener("online", now);
  addEventListener("pageshow", now);
  document.addEventListener("visibilitychange", () => document.hidden || now());
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
