// The sheet to take home: noted first, then printed. Without script the browser's own menu prints it.

const form = document.querySelector("[data-print-form]");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await fetch(form.action, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(new FormData(form, event.submitter)),
  }).catch(() => null);
  if (answer?.ok) window.print();
  else location.reload(); // what stands there may have changed, or the program is away: the browser says so
});
