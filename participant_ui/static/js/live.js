// The line: news comes by socket if it can, by asking if it must. The only file that names the borrowed client.

const PATIENCE = 10_000;
const ASK_EVERY = 4_000;
const ASK_AT_REST = 30_000;
const PASSES = new Set(["paused", "not_open"]);

/** One question to the server. Answers {status, body, wait}; status 0 means that there was no line. */
export async function ask(url, fields) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(url, {
      method: fields ? "POST" : "GET",
      body: fields ? new URLSearchParams(fields) : undefined,
      headers: { Accept: "application/json", "X-Requested-With": "aplis" },
      cache: "no-store",
      signal: stop.signal,
    });
    const body = await answer.json().catch(() => ({}));
    return { status: answer.status, body, wait: Number(answer.headers.get("Retry-After")) || 0 };
  } catch {
    return { status: 0, body: {}, wait: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** Whether trying again cannot help: the answer is final, and what was to be sent stays here. */
export function isFinal({ status, body }) {
  if (status === 409) return !PASSES.has(body.code);
  return [400, 401, 403, 404, 405, 410, 413, 415, 422].includes(status);
}

/**
 * Hear all news after `seq`, each once and in order.
 * onNews(entries), onLine(connected), onLost() when the seat is gone; resting() says whether the phone lies aside.
 */
export function listen({ session, url, seq, resting, onNews, onLine, onLost }) {
  let last = seq;
  let socket = null;
  let catching = null;
  let held = [];
  let closed = false;
  let timer = 0;

  function take(news) {
    const fresh = new Map(news.filter((entry) => entry.seq > last).map((entry) => [entry.seq, entry]));
    const entries = [...fresh.values()].sort((one, other) => one.seq - other.seq);
    if (!entries.length) return;
    last = entries.at(-1).seq;
    onNews(entries);
  }

  function packet({ session: of, news, after }) {
    if (of !== session || !Array.isArray(news)) return;
    if (catching || after > last) {
      held.push(...news);
      catchUp();
    } else {
      take(news);
    }
  }

  async function missed() {
    if (socket?.connected) {
      const answer = await socket.timeout(4000).emitWithAck("resume", { session, seq: last }).catch(() => null);
      if (Array.isArray(answer?.news)) return { status: 200, body: answer };
    }
    return ask(`${url}since/${last}`);
  }

  function catchUp() {
    if (closed) return Promise.resolve();
    catching ??= missed()
      .then(({ status, body }) => {
        if (closed) return;
        if (status === 401) lose();
        else onLine(status === 200);
        if (status === 200 && Array.isArray(body.news)) take([...body.news, ...held]);
        else if (status === 200) onLine(false);
        held = [];
      })
      .finally(() => {
        catching = null;
        wait();
      });
    return catching;
  }

  function wait(soon) {
    clearTimeout(timer);
    if (closed) return;
    const pause = soon ? 1000 : resting() ? ASK_AT_REST : ASK_EVERY;
    timer = setTimeout(askAgain, pause * (0.75 + Math.random() / 2));
  }

  function askAgain() {
    if (socket?.connected || document.hidden) wait();
    else catchUp();
  }

  function wake() {
    if (closed || document.hidden) return;
    if (socket && !socket.active) socket.connect(); // one that is on its way would knock a second time
    catchUp();
  }

  function lose() {
    close();
    onLost();
  }

  function close() {
    closed = true;
    clearTimeout(timer);
    socket?.disconnect();
  }

  async function connect() {
    const { io } = await import("../vendor/socket.io.js");
    if (closed) return;
    socket = io({
      auth: { session },
      query: { session },
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5000,
      timeout: 5000,
    });
    // An answer under way came by another road and says nothing to this socket: it needs a resume of its own.
    socket.on("connect", () => (catching ? catching.finally(catchUp) : catchUp()));
    socket.on("connect_error", () => socket.active || again());
    socket.on("news", packet);
    socket.on("disconnect", (reason) => {
      if (reason === "io server disconnect" && !closed) socket.connect(); // a seat moved: ask again
      wait(true);
    });
  }

  /** Turned away at the door: the client thinks that it is in, and would not try again by itself. */
  function again() {
    if (closed) return;
    socket.disconnect();
    setTimeout(() => closed || socket.active || socket.connect(), ASK_EVERY * (0.75 + Math.random() / 2));
  }

  addEventListener("online", wake);
  addEventListener("offline", () => closed || onLine(false));
  addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", wake);
  connect().catch(() => wait(true));
  wait(true);
  return {
    close,
    catchUp,
    /** The page was read anew and holds everything up to this number. */
    heard: (number) => (last = Math.max(last, number)),
    last: () => last,
  };
}
