// The line is always ready: wherever else somebody clicks, typing goes there.

export function keepFocus(field) {
  document.addEventListener("click", ({ target }) => {
    if (!target.closest("button, input, select, label, textarea, a") && getSelection().isCollapsed) field.focus();
  });
  document.addEventListener("keydown", ({ key, ctrlKey, metaKey, altKey }) => {
    if (document.activeElement === document.body && key.length === 1 && !ctrlKey && !metaKey && !altKey) field.focus();
  });
}
