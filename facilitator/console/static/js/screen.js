// A desk's line: hears that something changed and asks for the whole picture again. Holds no sentence.

const POLL = 4000;
const SLOWLY = 8_000; // sent away, or a file that is not open: it may be let in again

/**
 * Show `draw(view)` now and after every change of the session. Without a socket it asks every few seconds.
 * `hear(entries)` gets the news itself at once, for what cannot wait for the whole picture.
 */
export function watch({ session, role, now, draw, state = () => {}, hear = () => {} }) {
  let asked = 0;
  let shown = 0;
  let seq = 0;
  let waiting = false;
  let again = 0;

  function failed(is = "waiting", pause = POLL) {
    state(is);
    clearTimeout(again);
    again = setTimeout(look, pause); // the line may be fine, and no news come for long
  }

  async function look() {
    if (waiting) return;
    waiting = true;
    await Promise.resolve();
    waiting = false;
    const mine = ++asked;
    try {
      const answer = await fetch(now, { headers: { Accept: "application/json" } });
      if (mine < shown) return; // a later answer came already
      if (answer.status === 401 || answer.status === 404) {
        shown = mine; // nothing older is drawn over it
        return failed("gone", SLOWLY);
      }
      if (!answer.ok) return failed();
      const view = await answer.json();
      if (mine < shown) return;
      shown = mine;
      seq = view.evening.seq;
      draw(view);
      state("connected");
      line.then((resume) => resume());
    } catch {
      failed();
    }
  }

  let polling = setInterval(look, POLL);
  for (const [where, what] of [[window, "online"], [window, "pageshow"], [document, "visibilitychange"]]) {
    where.addEventListener(what, () => document.hidden || look());
  }
  const line = listen({ session, role, look, hear, resumeFrom: () => seq, quiet: () => clearInterval(polling), loud: () => {
    clearInterval(polling);
    polling = setInterval(look, POLL);
  } });
  look();
  return look;
}

/** Answers how to ask once more for the news: whoever may look may listen again too. */
async function listen({ session, role, look, hear, resumeFrom, quiet, loud }) {
  let io;
  try {
    ({ io } = await import("/phone/static/vendor/socket.io.js"));
  } catch {
    return () => {}; // not there: polling goes on
  }
  const line = io({ transports: ["websocket", "polling"] });
  let heard = false;
  const resume = () => line.emit("resume", { session, role, seq: resumeFrom() }, ({ error }) => {
    if (error || heard) return; // refused: polling goes on
    heard = true;
    quiet();
    look();
  });
  line.on("connect", resume);
  line.on("disconnect", (reason) => {
    heard = false;
    loud();
    if (reason === "io server disconnect") line.connect(); // somebody's permission changed: ask again
  });
  line.on("news", (packet) => {
    if (packet.session !== session) return;
    hear(packet.news);
    look();
  });
  line.on("nudge", (packet) => packet.session === session && look());
  return () => line.connected && !heard && resume();
}

/** Post a small form as the page itself would, and look again. Answers the response. */
export async function post(url, fields, look) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(fields),
  });
  if (look) look();
  return answer;
}
