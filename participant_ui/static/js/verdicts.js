// What this phone says of each draft: kept here before the first attempt, tried until acknowledged; the last counts.

const LONGEST = 15_000;
const PASSES = new Set(["paused", "busy", "too_fast", "storage_full", "not_open"]);

/** `send(theme, fields)` answers {status, body, wait}; onChange() whenever something is to be drawn anew. */
export function openVerdicts({ store, send, onChange }) {
  const prefix = `aplis.${store}.verdict.`;
  const waiting = new Map(); // theme: {verdict, text}
  const done = new Map(); // theme: {verdict, text, state, why}
  let sending = false;
  let tries = 0;
  let timer = 0;

  function remember(theme, fields) {
    waiting.set(theme, fields);
    try {
      localStorage.setItem(prefix + theme, JSON.stringify(fields));
    } catch {
      // Not kept by the browser: it is sent from memory while the page is open.
    }
  }

  function forget(theme) {
    waiting.delete(theme);
    try {
      localStorage.removeItem(prefix + theme);
    } catch {
      // Nothing was kept, so nothing is left.
    }
  }

  function recall() {
    try {
      for (const name of Object.keys(localStorage)) {
        if (name.startsWith(prefix)) waiting.set(name.slice(prefix.length), JSON.parse(localStorage.getItem(name)));
      }
    } catch {
      // Nothing to recall.
    }
  }

  function give(theme, verdict, text) {
    remember(theme, { verdict, text });
    onChange();
    now();
  }

  async function deliver() {
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    try {
      let going = true;
      while (going && waiting.size) going = await one(...waiting.entries().next().value);
    } finally {
      sending = false;
      onChange();
    }
  }

  /** Whether the next one may follow. Said anew meanwhile, the newer one goes next. */
  async function one(theme, fields) {
    const { status, body, wait } = await send(theme, fields);
    const final = status === 200 || (status >= 400 && status < 500 && status !== 408 && status !== 429 && !PASSES.has(body.code));
    if (!final) {
      later(wait);
      return false;
    }
    tries = 0;
    if (waiting.get(theme) === fields) forget(theme);
    done.set(theme, { ...fields, state: "kept", why: status === 200 ? "" : body.code || "form" });
    return true;
  }

  function later(seconds) {
    tries = Math.min(tries + 1, 6);
    timer = setTimeout(deliver, Math.max(seconds * 1000, 200, Math.random() * Math.min(LONGEST, 500 * 2 ** tries)));
  }

  function now() {
    tries = 0;
    if (waiting.size) deliver();
  }

  recall();
  addEventListener("online", now);
  addEventListener("pageshow", now);
  document.addEventListener("visibilitychange", () => document.hidden || now());
  return {
    give,
    /** What stands for this theme, as far as this page knows better than the server's answer. */
    of: (theme) => (waiting.has(theme) ? { ...waiting.get(theme), state: "here", why: "" } : done.get(theme)),
  };
}
