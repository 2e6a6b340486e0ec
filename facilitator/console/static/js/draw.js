// Small ways to draw a record into the page that is there, without taking away what a hand is on.

/** Show or hide; touches the page only where something changes. */
export function show(part, wanted) {
  if (part && part.hidden === wanted) part.hidden = !wanted;
}

/** Set the text of the part's places of this name. */
export function text(part, name, value) {
  const wanted = String(value);
  for (const place of part.querySelectorAll(`[data-text="${name}"]`)) {
    if (place.textContent !== wanted) place.textContent = wanted;
  }
}

/**
 * Make the list called `name` hold these records, in order: items stay where they are as long as they can,
 * new ones are cloned from the template `a-<kind>`, and `fill(item, record)` draws each.
 */
export function list(name, records, keyOf, fill, kind = name.replace(/s$/, "")) {
  const box = document.querySelector(`[data-list="${name}"]`);
  const there = new Map([...box.children].map((item, at) => [item.dataset.key ?? String(at), item]));
  records.forEach((record, at) => {
    const key = String(keyOf(record));
    const item = there.get(key) ?? fresh(kind);
    item.dataset.key = key;
    there.delete(key);
    fill(item, record);
    if (box.children[at] !== item) box.insertBefore(item, box.children[at] ?? null);
  });
  for (const gone of there.values()) gone.remove();
}

function fresh(kind) {
  return document.getElementById(`a-${kind}`).content.firstElementChild.cloneNode(true);
}
