// Three panes whose widths this browser remembers: drawn with the mouse, or with arrows on the line between.

import { find, remembered, root } from "./reading-desk-page.js";

const LEAST = 200;
const STEP = 24;
const panes = find(".rd-panes");

export function openPanes() {
  for (const line of root.querySelectorAll("[data-split]")) open(line);
}

function open(line) {
  const side = line.dataset.split;
  const pane = side === "left" ? line.previousElementSibling : line.nextElementSibling;
  const way = side === "left" ? 1 : -1;
  const set = (wide) => {
    const most = Math.max(LEAST, panes.clientWidth * 0.45);
    const now = Math.round(Math.min(Math.max(wide, LEAST), most));
    panes.style.setProperty(`--rd-${side}`, `${now}px`);
    for (const [name, value] of [["aria-valuenow", now], ["aria-valuemin", LEAST], ["aria-valuemax", Math.round(most)]]) line.setAttribute(name, value);
    return now;
  };
  const keep = (wide) => remembered.put(side, set(wide));
  set(Number(remembered.get(side)) || pane.offsetWidth);
  line.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowLeft" || key === "ArrowRight") keep(pane.offsetWidth + way * (key === "ArrowRight" ? STEP : -STEP));
  });
  line.addEventListener("pointerdown", (event) => {
    const from = event.clientX;
    const wide = pane.offsetWidth;
    line.setPointerCapture(event.pointerId);
    const move = ({ clientX }) => set(wide + way * (clientX - from));
    line.addEventListener("pointermove", move);
    line.addEventListener("lostpointercapture", () => {
      line.removeEventListener("pointermove", move);
      remembered.put(side, pane.offsetWidth);
    }, { once: true });
  });
}
