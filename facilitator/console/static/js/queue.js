// What the recorder did and the file does not have yet: kept on this computer first, sent one by one in order.

import { newKey, openSending, openStore } from "/phone/static/js/kept.js";

const PATIENCE = 10_000;
const LONGEST = 8_000;
const SLOWLY = 10_000; // while this screen is not let in
const LINES = new Set(["keep", "omit"]); // acts that put a line into the record
const MOST = 300; // of one's own lines that are known as such
const FINAL = new Set([400, 405, 410, 413, 415, 422]);

/**
 * Acts of one screen: {act, key, of, text, quotable, kind, paraphrase, mark, paper, round}. `act` is keep, omit (a turn
 * that is not recorded), mend, back or redact; `of` names the line: its id, or the key of a line that still waits.
 * changed() when the list did, done(entry, id, seq) when one is in the file: from that number of the journal on.
 */
export function openQueue({ name, urls, changed, done }) {
  const store = openStore(`aplis.record.${name}.`);
  const stopped = new Map();
  let stuck = ""; // why the first one waits: a code, or "" for the line
  const now = openSending({ next: following, deliver, longest: LONGEST });

  const entries = () =>
    store
      .names()
      .filter((one) => one.startsWith("act."))
      .sort()
      .map((one) => read(one))
      .filter(Boolean)
      .map((entry) => ({ ...entry, stopped: stopped.get(entry.key) ?? "" }));

  function read(name) {
    const entry = store.read(name);
    return entry && { ...entry, name };
  }

  /** Keep this act and begin to send. Answers its key, and whether the browser could keep it. */
  function add(act) {
    const last = Number(entries().at(-1)?.name.split(".")[1] ?? 0);
    const at = Math.max(Date.now(), last + 1);
    const key = newKey();
    const safe = write({ ...act, key, name: `act.${String(at).padStart(15, "0")}.${key}` });
    moved();
    return { key, safe };
  }

  const write = ({ name, stopped: _, ...entry }) => store.put(name, JSON.stringify(entry));

  const waiting = (key) => entries().find((entry) => entry.key === key && LINES.has(entry.act));

  /** A line that was never tried is changed where it waits; any other by an act of its own. */
  function mend(of, line) {
    const still = waiting(of);
    if (!still || still.tried) return void add({ act: "mend", of, ...said(line) });
    write({ ...still, ...said(line) });
    return changed();
  }

  function back(of) {
    const still = waiting(of);
    drop((entry) => entry.of === of);
    if (still && (!still.tried || still.stopped)) return forget(of);
    return void add({ act: "back", of });
  }

  /** The words leave this computer at once, also where nobody knows whether the line arrived. */
  function redact(of) {
    const still = waiting(of);
    drop((entry) => entry.of === of);
    if (still?.stopped) return forget(of);
    if (!still) return void add({ act: "redact", of });
    const { name, key, paper, round } = still;
    write({ name, act: "omit", key, paper, round });
    return moved();
  }

  function forget(key) {
    drop((entry) => entry.key === key);
    stopped.delete(key);
    changed();
  }

  function drop(which) {
    for (const entry of entries()) if (which(entry)) store.drop(entry.name);
  }

  /** In order; but words that are to go from the file wait for nothing that stands before them. */
  function following() {
    const open = entries().filter((entry) => !entry.stopped);
    const here = new Set(open.filter(({ act }) => LINES.has(act)).map(({ key }) => key));
    return open.find(({ act, of }) => act === "redact" && !here.has(of)) ?? open[0];
  }

  async function deliver(entry) {
    write({ ...entry, tried: true });
    const { status, body } = await ask(urls[entry.act], fields(entry));
    if (status === 200 && body.code === "done") return arrived(entry, body);
    if (FINAL.has(status) || body.code === "sealed" || (body.code === "not_there" && (await isThere(urls.now)))) return refused(entry, body.code);
    stuck = status === 409 ? body.code : status === 401 || status === 404 ? "gone" : "";
    changed();
    return stuck === "gone" ? Math.random() * SLOWLY : 0;
  }

  function arrived(entry, { id, seq }) {
    stuck = "";
    if (read(entry.name)?.act === entry.act) { // else its words were taken out on the way: so it goes once more
      for (const other of entries()) if (other.of === entry.key) write({ ...other, of: id });
      store.drop(entry.name);
      if (LINES.has(entry.act)) note("mine", [...mine().filter((one) => one !== id), id].slice(-MOST).join(" "));
      done(entry, id, seq);
    }
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

  function moved() {
    changed();
    now();
  }

  const note = (name, value) => (value ? store.put(name, value) : store.drop(name));
  const noted = (name) => store.get(name) ?? "";
  const notes = (prefix) => store.names().filter((one) => one.startsWith(prefix));
  const mine = () => noted("mine").split(" ").filter(Boolean); // ids of lines that this browser typed

  return { add, back, entries, forget, mend, mine, note, noted, notes, now, redact, why: () => stuck };
}

/** What a line is besides its place: words and flags. */
export const said = ({ text, quotable, kind, paraphrase, mark }) => ({ text, quotable, kind, paraphrase, mark });

function fields({ act, key, of, text, quotable, kind, paraphrase, mark, paper, round }) {
  if (act === "back" || act === "redact") return { id: of };
  if (act === "omit") return { key, paper: paper ?? "", round };
  const flags = {
    ...(quotable ? {} : { unquotable: "on" }),
    ...(kind ? { [kind]: "on" } : {}),
    ...(paraphrase ? { paraphrase: "on" } : {}),
    ...(mark ? { mark } : {}),
  };
  return act === "keep" ? { key, text, paper: paper ?? "", round, ...flags } : { id: of, text, ...flags };
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
