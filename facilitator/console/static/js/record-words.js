// The page's own sentences, by code, and sentences of the script, by language.

const say = document.getElementById("say")?.content;

export const words = (code) => say?.querySelector(`[data-code="${code}"]`)?.textContent ?? "";

export const own = (said, language) => said?.[language] ?? said?.en ?? "";

/** Touches the page only where the text is another one. */
export const put = (place, text) => place.textContent === text || (place.textContent = text);
