// What is said of the line in hand: question, insight, paraphrase, not for quoting, and who speaks. Holds no sentence.

const TICKS = ["question", "insight", "paraphrase", "unquotable"];
const EITHER = { question: "insight", insight: "question" };

/**
 * Whoever speaks now speaks on in the next line, until another mark is chosen or a new round begins; all else is said
 * of one line.
 */
export function openFlags(form) {
  const box = form.querySelector('[data-list="speakers"]');
  const template = document.getElementById("a-speaker").content.firstElementChild;
  let speaking = null;
  let known = "";

  const tick = (name) => form.elements[name];
  const speakers = () => [...box.querySelectorAll("input")];

  function toggle(name) {
    tick(name).checked = !tick(name).checked;
    settle(name);
  }

  /** A line is a question or an insight. */
  function settle(name) {
    if (tick(name)?.checked && EITHER[name]) tick(EITHER[name]).checked = false;
  }

  /** Choose who speaks, or nobody when it is chosen already. False where there is no such mark. */
  function speaker(number) {
    const one = speakers().find(({ value }) => value === String(number));
    if (!one) return false;
    one.checked = !one.checked;
    return true;
  }

  const chosen = () => Number(speakers().find(({ checked }) => checked)?.value ?? 0) || null;

  const read = () => ({
    quotable: !tick("unquotable").checked,
    kind: ["question", "insight"].find((name) => tick(name).checked) ?? "",
    paraphrase: tick("paraphrase").checked,
    mark: chosen(),
  });

  /** Show what is said of a line that was typed before. */
  function write({ quotable, kind, paraphrase, mark }) {
    tick("unquotable").checked = !quotable;
    tick("paraphrase").checked = Boolean(paraphrase);
    for (const name of ["question", "insight"]) tick(name).checked = kind === name;
    for (const one of speakers()) one.checked = one.value === String(mark ?? "");
  }

  /** The next line is a plain one, of whoever speaks. */
  function plain() {
    write({ quotable: true, kind: "", paraphrase: false, mark: speaking });
  }

  function remember() {
    speaking = chosen();
  }

  function silent() {
    speaking = null;
  }

  /** A finished record takes no more lines. */
  function close(is) {
    for (const part of form.querySelectorAll("fieldset")) part.disabled = is;
  }

  /** The marks in use, clockwise from the facilitator. */
  function seat(numbers) {
    if (known === String(numbers)) return;
    const now = chosen();
    known = String(numbers);
    box.replaceChildren(...numbers.map((number) => {
      const one = template.cloneNode(true);
      one.querySelector("input").value = number;
      one.querySelector("input").checked = number === now;
      one.querySelector("span").textContent = `S${number}`;
      return one;
    }));
  }

  const slips = () => [...form.elements.paper.options].map(({ value }) => value).filter(Boolean);

  /** The paper slips there are. */
  function handOut(papers) {
    const choice = form.elements.paper;
    if (String(slips()) === String(papers)) return;
    const chosen = choice.value;
    choice.replaceChildren(choice.options[0], ...papers.map((number) => {
      const option = document.getElementById("a-slip").content.firstElementChild.cloneNode(true);
      option.value = number;
      option.textContent += number;
      return option;
    }));
    choice.value = papers.map(String).includes(chosen) ? chosen : "";
  }

  form.addEventListener("change", ({ target }) => TICKS.includes(target.name) && settle(target.name));
  let before = null; // a mark that is chosen already is taken off by choosing it again
  box.addEventListener("pointerdown", () => (before = chosen()));
  box.addEventListener("click", ({ target }) => {
    if (target.type === "radio" && Number(target.value) === before) target.checked = false;
    before = null;
  });
  return { close, handOut, plain, read, remember, seat, silent, slips, speaker, toggle, write };
}
