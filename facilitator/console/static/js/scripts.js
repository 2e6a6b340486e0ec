// The pages of a script: prints, counts the minutes while they are typed, gives one more field, takes a dragged file.
// Without it each of these goes by the page's own buttons.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

document.querySelector('[aria-invalid="true"]')?.focus();

for (const button of document.querySelectorAll("[data-more]")) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    oneMore(button.closest("[data-lines]"));
  });
}

for (const form of document.querySelectorAll("[data-times]")) {
  form.querySelector("[data-total]").hidden = false;
  form.addEventListener("input", () => count(form));
  count(form);
}

for (const form of document.querySelectorAll("[data-drop]")) {
  form.querySelector("[data-drop-hint]").hidden = false;
  form.addEventListener("dragover", (event) => over(event, form, true));
  form.addEventListener("dragleave", (event) => over(event, form, false));
  form.addEventListener("drop", (event) => {
    over(event, form, false);
    if (event.dataTransfer.files.length) form.querySelector("input[type=file]").files = event.dataTransfer.files;
  });
}

/** An empty line after the last one, with names that go on counting. */
function oneMore(lines) {
  const all = lines.querySelectorAll(".line");
  const line = all[all.length - 1].cloneNode(true);
  const [before, after] = [`${lines.dataset.lines}-${all.length - 1}-`, `${lines.dataset.lines}-${all.length}-`];
  for (const field of line.querySelectorAll("textarea")) {
    field.value = "";
    field.name = field.id = field.name.replace(before, after);
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
  for (const label of line.querySelectorAll("label")) {
    label.htmlFor = label.htmlFor.replace(before, after);
    label.firstChild.textContent = `${all.length + 1}. `;
  }
  for (const trouble of line.querySelectorAll(".trouble")) trouble.remove();
  all[all.length - 1].after(line);
  line.querySelector("textarea").focus();
}

function count(form) {
  const minutes = [...form.querySelectorAll("tbody input")].map((field) => Number.parseInt(field.value, 10) || 0);
  form.querySelector("[data-sum]").textContent = minutes.reduce((sum, one) => sum + one, 0);
}

function over(event, form, here) {
  event.preventDefault();
  form.classList.toggle("over", here);
}
