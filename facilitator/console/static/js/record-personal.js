// What could say who somebody is, in the line typed or just kept: proposed beneath it, never replaced unseen. Holds no sentence.

import { finding } from "./record-keys.js";
import { put } from "./record-words.js";

const PAUSE = 350; // of typing, before the line is looked at
const PATIENCE = 2000; // an answer that takes longer is not waited for
const REST = 5000; // after no answer: typing goes on as if nothing were asked
const LONGEST = 8000;
const DECIDED = "decided.";

/** `mend(ref, text)` gives a line that was kept other words. */
export function openFound({ desk, form, field, queue, mend }) {
  const place = form.querySelector(".found");
  const left = new Set(); // words that were looked at here and stay
  let draft = { text: "", finds: [] };
  let last = { ref: "", text: "", finds: [] }; // the line that was kept last
  let decided = ""; // what was decided of the line being typed: "name+ phone-"
  let timer = 0;
  let resting = 0;

  /** The field changed, by whoever's hand. */
  function typed() {
    clearTimeout(timer);
    if (draft.text !== field.value) draft = { text: field.value, finds: still(draft, field.value) };
    if (!field.value) decided = "";
    else timer = setTimeout(look, PAUSE);
    show();
  }

  /** A find stays on while its words stand where they stood: nothing flickers while one types on. */
  const still = ({ text, finds }, now) => finds.filter(({ end }) => now.startsWith(text.slice(0, end)));

  async function look() {
    const text = field.value;
    const finds = await ask(text);
    if (finds && field.value === text) draft = { text, finds };
    show();
  }

  /** This line was kept, under a key or an id: what was decided of it goes to it, what was not is asked once more. */
  async function kept(ref, text) {
    clearTimeout(timer);
    if (decided) note(ref, decided);
    decided = "";
    const before = draft.text === text ? draft.finds : [];
    last = { ref, text, finds: before };
    draft = { text: "", finds: [] };
    show();
    const finds = await ask(text);
    if (finds && last.ref && last.text === text) last.finds = finds;
    show();
  }

  /** The line is in the file now, under this id. */
  function arrived(key, id) {
    if (last.ref === key) last.ref = id;
    const waiting = queue.noted(DECIDED + key);
    if (waiting && key !== id) {
      queue.note(DECIDED + key, "");
      note(id, waiting);
    }
    send();
  }

  function shown() {
    const open = ({ text, finds }) => finds.filter(({ start, end }) => !left.has(text.slice(start, end)));
    const [here, before] = [open(draft), open(last)];
    if (here.length) return { of: draft, find: here[0], more: here.length - 1, kept: false };
    return before.length ? { of: last, find: before[0], more: before.length - 1, kept: true } : null;
  }

  function show() {
    const now = shown();
    place.classList.toggle("there", Boolean(now));
    if (!now) return;
    put(place.querySelector('[data-slot="what"]'), now.of.text.slice(now.find.start, now.find.end));
    put(place.querySelector('[data-slot="instead"]'), now.find.instead);
    put(place.querySelector('[data-slot="more"]'), now.more ? `+${now.more}` : "");
    place.querySelector('[data-when="kept"]').hidden = !now.kept;
  }

  function accept() {
    const now = shown();
    if (!now) return;
    const { start, end, instead, kind } = now.find;
    const text = now.of.text.slice(0, start) + instead + now.of.text.slice(end);
    const rest = now.of.finds.filter((one) => one !== now.find).map((one) => moved(one, start, instead.length - (end - start)));
    if (now.kept) {
      last = { ...last, text, finds: rest };
      note(last.ref, `${kind}+`);
      mend(last.ref, text);
    } else {
      decided = `${decided} ${kind}+`.trim();
      draft = { text, finds: rest };
      field.setRangeText(instead, start, end, "preserve");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    send();
    show();
  }

  function leave() {
    const now = shown();
    if (!now) return;
    left.add(now.of.text.slice(now.find.start, now.find.end));
    if (now.kept) note(last.ref, `${now.find.kind}-`);
    else decided = `${decided} ${now.find.kind}-`.trim();
    send();
    show();
  }

  /** True where the key was one of these and there is something to decide. */
  function pressed(event) {
    const act = { accept, leave }[finding(event)];
    if (!act || !shown()) return false;
    event.preventDefault();
    if (!event.repeat) act();
    return true;
  }

  async function ask(text) {
    if (Date.now() < resting || !text.trim() || text.length > LONGEST) return null;
    const answer = await posted(desk.dataset.found, { text });
    if (!answer) rest();
    return answer && answer.finds.map(({ start, end, ...one }) => ({ ...one, start: units(text, start), end: units(text, end) }));
  }

  function rest() {
    resting = Date.now() + REST;
    clearTimeout(timer);
    timer = setTimeout(() => field.value && look(), REST);
  }

  const note = (ref, more) => queue.note(DECIDED + ref, `${queue.noted(DECIDED + ref)} ${more}`.trim());

  /** Of lines that are in the file: what was decided is told to it; what is not taken now is told later. */
  async function send() {
    const here = new Set(queue.entries().map(({ key }) => key));
    for (const name of queue.notes(DECIDED)) {
      const id = name.slice(DECIDED.length);
      const told = queue.noted(name);
      if (here.has(id) || !told) continue;
      queue.note(name, "");
      if (!(await posted(desk.dataset.decided, { id, decided: told }))) note(id, told);
    }
  }

  place.addEventListener("click", ({ target }) => {
    const act = { accept, leave }[target.closest("button")?.dataset.find];
    if (act) act();
    field.focus();
  });

  posted(desk.dataset.found, { text: "." }); // the lists of names are read now, and not while somebody waits

  return { arrived, kept, pressed, typed };
}

/** Code points, as the server counts, into what the field counts. */
const units = (text, at) => [...text].slice(0, at).join("").length;

const moved = (find, from, by) => (find.start < from ? find : { ...find, start: find.start + by, end: find.end + by });

/** The answer as JSON; null where none came in time. */
async function posted(url, fields) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const body = new URLSearchParams(fields);
    const answer = await fetch(url, { method: "POST", headers: { Accept: "application/json" }, body, signal: stop.signal });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
