// What the recorder did and the file does not have yet: kept on this computer first, sent one by one in order.

import { freshKey } from "./screen.js";

const PATIENCE = 10_000;
const LONGEST = 8_000;
const SLOWLY = 10_000; // while this screen is not let in
const FINAL = new Set([400, 405, 410, 413, 415, 422]);

/** Items under one prefix in localStorage; where the browser keeps nothing, in memory. */
function openStore(prefix) {
  const memory = new Map();
  const tried = (act, otherwise) => {
    try {
      return act();
    } catch {
      return otherwise;
    }
  };
  return {
    put(name, value) {
      memory.set(name, value);
      return tried(() => (localStorage.setItem(prefix + name, value), true), false);
    },
    get: (name) => tried(() => localStorage.getItem(prefix + name), null) ?? memory.get(name) ?? null,
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
 * Acts of one screen: {act: keep | mend | back, key, of, text, unquotable, paper, round}. `of` names the line: its id,
 * or the key of a line that still waits. changed() when the list did, done(entry, id) when one is in the file.
 */
export function openQueue({ name, urls, changed, done }) {
  const store = openStore(`aplis.record.${name}.`);
  const stopped = new Map();
  let sending = false;
  let stuck = ""; // why the first one waits: a code, or "" for the line
  let tries = 0;
  let timer = 0;

  const entries = () =>
    store
      .names()
      .filter((one) => one.startsWith("act."))
      .sort()
      .map((one) => read(one))
      .filter(Boolean)
      .map((entry) => ({ ...entry, stopped: stopped.get(entry.key) ?? "" }));

  function read(name) {
    try {
      return { ...JSON.parse(store.get(name)), name };
    } catch {
      return null;
    }
  }

  /** Keep this act and begin to send. Answers whether the browser could keep it. */
  function add(act) {
    const last = Number(entries().at(-1)?.name.split(".")[1] ?? 0);
    const at = Math.max(Date.now(), last + 1);
    const key = freshKey();
    const safe = write({ ...act, key, name: `act.${String(at).padStart(15, "0")}.${key}` });
    changed();
    now();
    return safe;
  }

  const write = ({ name, stopped: _, ...entry }) => store.put(name, JSON.stringify(entry));

  /** A line that was never tried is changed where it waits; any other by an act of its own. */
  function mend(of, { text, unquotable }) {
    const waiting = entries().find((entry) => entry.key === of);
    if (!waiting || waiting.tried) return add({ act: "mend", of, text, unquotable });
    const safe = write({ ...waiting, text, unquotable });
    changed();
    return safe;
  }

  function back(of) {
    const waiting = entries().find((entry) => entry.key === of);
    if (waiting && (!waiting.tried || stopped.has(of))) return forget(of);
    return add({ act: "back", of });
  }

  function forget(key) {
    for (const entry of entries()) if (entry.key === key) store.drop(entry.name);
    stopped.delete(key);
    changed();
    return true;
  }

  async function send() {
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    let next;
    while ((next = entries().find((entry) => !entry.stopped)) && (await deliver(next)));
    sending = false;
  }

  /** Whether the next one may follow. */
  async function deliver(entry) {
    write({ ...entry, tried: true });
    const { status, body } = await ask(urls[entry.act], fields(entry));
    if (status === 200 && body.code === "done") return arrived(entry, body.id);
    if (FINAL.has(status) || (body.code === "not_there" && (await isThere(urls.now)))) return refused(entry, body.code);
    stuck = status === 409 ? body.code : status === 401 || status === 404 ? "gone" : "";
    changed();
    later();
    return false;
  }

  function arrived(entry, id) {
    tries = 0;
    stuck = "";
    for (const other of entries()) if (other.of === entry.key) write({ ...other, of: id });
    store.drop(entry.name);
    done(entry, id);
    changed();
    return true;
  }

  /** It will never be taken as it is. A line stays here to be mended; what was to be done to a line is let go. */
  function refused(entry, code) {
    if (entry.act === "keep") stopped.set(entry.key, code ?? "refused");
    else store.drop(entry.name);
    changed();
    return true;
  }

  function later() {
    tries = Math.min(tries + 1, 5);
    const pause = stuck === "gone" ? SLOWLY : Math.min(LONGEST, 250 * 2 ** tries);
    timer = setTimeout(send, 300 + Math.random() * pause);
  }

  function now() {
    tries = 0;
    send();
  }

  addEventListener("online", now);
  addEventListener("pageshow", now);
  document.addEventListener("visibilitychange", () => document.hidden || now());
  return {
    add, back, entries, forget, mend, now,
    note: (name, value) => (value ? store.put(name, value) : store.drop(name)),
    noted: (name) => store.get(name) ?? "",
    why: () => stuck,
  };
}

function fields({ act, key, of, text, unquotable, paper, round }) {
  const marked = unquotable ? { unquotable: "on" } : {};
  if (act === "keep") return { key, text, paper, round, ...marked };
  return act === "mend" ? { id: of, text, ...marked } : { id: of };
}

/** Whether the session itself can be reached: else a line is not refused, the wrong file is open or none. */
async function isThere(now) {
  try {
    const answer = await fetch(now, { headers: { Accept: "application/json" } });
    return answer.ok && !answer.redirected;
  } catch {
    return false;
  }
}

/** One post. Status 0 means that there was no line. */
async function ask(url, fields) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(fields),
      signal: stop.signal,
    });
    return { status: answer.status, body: await answer.json().catch(() => ({})) };
  } catch {
    return { status: 0, body: {} };
  } finally {
    clearTimeout(timer);
  }
}
