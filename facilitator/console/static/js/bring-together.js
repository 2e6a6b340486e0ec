// Sends chosen or dragged bundles some at a time and says how far it is; watches what is being looked into.
// Without it the form goes in one piece, and the page loads itself again. Holds no sentence.

const SOME = 4 * 1024 * 1024; // bytes in one request, or one file
const AGAIN = 400;

const form = document.querySelector("[data-bring]");
const work = document.querySelector("[data-work]");
if (form) prepare(form);
if (work) watch(work);

function prepare(form) {
  const field = form.querySelector("input[type=file]");
  form.querySelector("[data-bring-hint]").hidden = false;
  for (const [name, here] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.toggle("over", here);
    });
  }
  form.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length) field.files = event.dataTransfer.files;
    field.focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, [...field.files]);
  });
}

async function send(form, files) {
  const button = form.querySelector("button");
  const coming = form.querySelector("[data-coming]");
  for (const note of form.querySelectorAll("[data-failed]")) note.hidden = true;
  coming.hidden = false;
  button.disabled = true;
  coming.querySelector("[data-all]").textContent = files.length;
  let came = 0;
  for (const some of inSome(files)) {
    if (!(await sent(form, some))) {
      coming.hidden = true;
      button.disabled = false;
      return;
    }
    came += some.length;
    coming.querySelector("[data-came]").textContent = came;
    coming.querySelector("progress").value = came / files.length;
  }
  await posted(form.dataset.look, new URLSearchParams());
  location.assign(form.dataset.page);
}

/** One request; where it does not go, the page says why. */
async function sent(form, files) {
  const fields = new FormData();
  const where = form.querySelector('[name="where"]:checked, [name="where"][type="hidden"]');
  if (where) fields.append("where", where.value);
  for (const file of files) fields.append("bundle", file);
  const answer = await posted(form.action, fields);
  if (answer?.ok) return true;
  const many = answer && (answer.status === 409 || answer.status === 413);
  form.querySelector(`[data-failed="${many ? "many" : "line"}"]`).hidden = false;
  return false;
}

async function posted(url, body) {
  try {
    return await fetch(url, { method: "POST", headers: { Accept: "application/json" }, body });
  } catch {
    return null; // a file that went, or aplis that ended
  }
}

function* inSome(files) {
  let [some, size] = [[], 0];
  for (const file of files) {
    if (some.length && size + file.size > SOME) {
      yield some;
      [some, size] = [[], 0];
    }
    some.push(file);
    size += file.size;
  }
  if (some.length) yield some;
}

async function watch(work) {
  let now = null;
  try {
    const answer = await fetch(work.dataset.work, { headers: { Accept: "application/json" } });
    now = answer.ok ? await answer.json() : null;
  } catch {
    // aplis may be starting again: ask once more
  }
  if (now && now.stage !== work.dataset.stage) return location.reload();
  if (now?.of) {
    work.querySelector("progress").value = now.done;
    work.querySelector("progress").max = now.of;
    work.querySelector("[data-part]").textContent = Math.floor((100 * now.done) / now.of);
  }
  setTimeout(() => watch(work), AGAIN);
}
