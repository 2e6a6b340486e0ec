// Coding by keyboard: a key ticks a code, Enter keeps and goes on. Keys rest while somebody types.

const form = document.querySelector("[data-coding]");
const memo = document.querySelector("#memo");

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.repeat) return;
  if (event.target === memo && event.key === "Escape") return memo.blur();
  if (event.target.matches("input:not([type=checkbox]), textarea, select")) return;
  const key = keyOf(event);
  if ((event.ctrlKey || event.metaKey) !== ["Z", "Y"].includes(key)) return;
  if (event.key === "Enter" && event.target.matches("a, button, summary")) return; // it presses what is in hand
  const what = key === "M" ? memo : find("data-key", key) ?? find("data-press", key);
  if (!what) return;
  event.preventDefault();
  if (what === memo) memo.focus();
  else if (what.matches("[type=checkbox]")) tick(what);
  else what.click();
});

/** By where a key lies, so that the letters are the same on a Cyrillic keyboard. */
function keyOf(event) {
  const letter = /^(?:Key([A-Z])|(?:Digit|Numpad)([0-9]))$/.exec(event.code);
  return letter ? letter[1] ?? letter[2] : event.key;
}

function find(name, key) {
  return document.querySelector(`[${name}="${CSS.escape(key)}"]`);
}

function tick(box) {
  box.checked = !box.checked;
  box.scrollIntoView({ block: "nearest" });
}

form?.addEventListener("submit", (event) => {
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => delete form?.dataset.sent);
