// A desk's line: hears that something changed and asks for the whole picture again. Holds no sentence.

const POLL = 4000;

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

  function failed() {
    state("waiting");
    clearTimeout(again);
    again = setTimeout(look, POLL); // the line may be fine, and no news come for long
  }

  async function look() {
    if (waiting) return;
    waiting = true;
    await Promise.resolve();
    waiting = false;
    const mine = ++asked;
    try {
      const answer = await fetch(now, { headers: { Accept: "application/json" } });
      if (!answer.ok) {
        if (answer.status === 401 || answer.status === 404) return state("gone");
        return failed();
      }
      const view = await answer.json();
      if (mine < shown) return; // a later answer was drawn already
      shown = mine;
      seq = view.evening.seq;
      draw(view);
      state("connected");
    } catch {
      failed();
    }
  }

  let polling = setInterval(look, POLL);
  for (const [where, what] of [[window, "online"], [window, "pageshow"], [document, "visibilitychange"]]) {
    where.addEventListener(what, () => document.hidden || look());
  }
  listen({ session, role, look, hear, resumeFrom: () => seq, quiet: () => clearInterval(polling), loud: () => {
    clearInterval(polling);
    polling = setInterval(look, POLL);
  } });
  look();
  return look;
}

async function listen({ session, role, look, hear, resumeFrom, quiet, loud }) {
  let io;
  try {
    ({ io } = await import("/phone/static/vendor/socket.io.js"));
  } catch {
    return; // not there: polling goes on
  }
  const line = io({ transports: ["websocket", "polling"] });
  line.on("connect", () => line.emit("resume", { session, role, seq: resumeFrom() }, () => {
    quiet();
    look();
  }));
  line.on("disconnect", (reason) => {
    loud();
    if (reason === "io server disconnect") line.connect(); // somebody's permission changed: ask again
  });
  line.on("news", (packet) => {
    if (packet.session !== session) return;
    hear(packet.news);
    look();
  });
  line.on("nudge", (packet) => packet.session === session && look());
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

/** A fresh key for words or acts that may be sent twice. */
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}
