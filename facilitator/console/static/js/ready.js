// The page that gets phones in: turns green when one arrives, and loads anew when the code is another one.

const LOOK = 2000;

const page = document.getElementById("ready");
if (page) setInterval(look, LOOK);

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(page.dataset.now, { headers: { Accept: "application/json" } });
    if (answer.ok) draw(await answer.json());
  } catch {
    // no line just now: it looks again
  }
}

function draw(now) {
  const known = page.dataset;
  const screens = (list) => list.map(({ id, came, confirmed }) => `${id}${came}${confirmed}`).join();
  const arrived = screens(now.screens.filter(({ came }) => came));
  const before = screens(JSON.parse(known.screens).filter(({ came }) => came));
  const other = (now.place ?? "") !== known.place || now.link !== known.link || arrived !== before;
  if (other && !typing()) {
    location.replace(arrived === before ? known.page : `${known.page}?look=${Date.now()}#laptops`);
    return;
  }
  for (const face of page.querySelectorAll("[data-visit]")) face.hidden = face.dataset.visit !== now.visit;
}

function typing() {
  const field = document.activeElement;
  return field instanceof HTMLInputElement && field.value !== "";
}
