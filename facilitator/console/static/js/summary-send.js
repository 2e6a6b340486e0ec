// An answer to one of the five questions on its way: it waits on this computer and outlives the page it was typed on.

const NOTE = "summary.";

/** Keep an answer that is not in the file yet, {text, seen}; null once it is. */
export function noteAnswer(queue, question, answer) {
  queue.note(NOTE + question, answer ? JSON.stringify(answer) : "");
}

export function waitingAnswer(queue, question) {
  const waiting = queue.noted(NOTE + question);
  return waiting ? JSON.parse(waiting) : null;
}

/** Post one answer; the browser finishes it also where the page goes. Status 0 means that there was no line. */
export async function sendAnswer(url, question, { text, seen }) {
  try {
    const answer = await fetch(url, {
      method: "POST",
      keepalive: true,
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ [question]: text, [`seen_${question}`]: seen }),
    });
    return { status: answer.redirected ? 404 : answer.status, body: await answer.json().catch(() => ({})) };
  } catch {
    return { status: 0, body: {} };
  }
}

/** Send what still waits, from any page of the recorder's. What another screen wrote meanwhile waits to be looked at. */
export async function sendWaiting(queue, url) {
  for (const name of queue.notes(NOTE)) {
    const before = queue.noted(name);
    const { status, body } = await sendAnswer(url, name.slice(NOTE.length), JSON.parse(before));
    if (status === 200 && body.code === "done" && queue.noted(name) === before) queue.note(name, "");
  }
}
