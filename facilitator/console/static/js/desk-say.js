// What the desk says when something did not go: words from the page's own template, in one quiet line.

const words = document.getElementById("say").content;
const notice = document.querySelector("[data-notice]");

export function say(code) {
  const found = words.querySelectorAll(`[data-code="${CSS.escape(code)}"]`);
  return (found[found.length - 1] ?? words.querySelector('[data-code="broken"]')).textContent.trim();
}

/** Show a sentence until the next act; an empty one takes it away. */
export function tell(sentence) {
  notice.textContent = sentence;
  notice.hidden = !sentence;
}
