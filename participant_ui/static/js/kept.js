// What this device keeps until the file has it, and the loop that sends it: one by one, again after a cut.

const LONGEST = 15_000;

/** 128 bits as text. Not randomUUID: a page over plain HTTP has none. */
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Items under one prefix in localStorage; where the browser keeps nothing, in memory. */
export function openStore(prefix) {
  const memory = new Map();
  const tried = (act, otherwise) => {
    try {
      return act();
    } catch {
      return otherwise; // nothing can be kept here, so nothing is left here
    }
  };
  const get = (name) => tried(() => localStorage.getItem(prefix + name), null) ?? memory.get(name) ?? null;
  return {
    /** Answers whether the browser could keep it. */
    put(name, value) {
      memory.set(name, value);
      return tried(() => (localStorage.setItem(prefix + name, value), true), false);
    },
    get,
    /** What was put there as JSON; null where nothing is, or nothing that can be read. */
    read: (name) => tried(() => JSON.parse(get(name)), null),
    drop(name) {
      memory.delete(name);
      tried(() => localStorage.removeItem(prefix + name));
    },
    names() {
      const kept = tried(() => Object.keys(localStorage), []).filter((name) => name.startsWith(prefix));
      return [...new Set([...memory.keys(), ...kept.map((name) => name.slice(prefix.length))])];
    },
  };
}

/**
 * Send what waits. `next()` answers what is to go now, or nothing; `deliver(one)` whether it is settled, or how many
 * milliseconds to wait at least. Answers now(): try at once, as a page does that wakes or comes back to the line.
 */
export function openSending({ next, deliver, longest = LONGEST }) {
  let sending = false;
  let tries = 0;
  let timer = 0;

  async function send() {
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    try {
      for (let one = next(); one !== undefined; one = next()) {
        const settled = await deliver(one);
        if (settled !== true) return later(settled);
        tries = 0;
      }
    } finally {
      sending = false;
    }
  }

  function later(pause) {
    tries = Math.min(tries + 1, 6);
    timer = setTimeout(send, Math.max(pause, 200, Math.random() * Math.min(longest, 500 * 2 ** tries)));
  }

  function now() {
    tries = 0;
    send();
  }

  addEventListener("online", now);
  addEventListener("pageshow", now);
  document.addEventListener("visibilitychange", () => document.hidden || now());
  return now;
}
