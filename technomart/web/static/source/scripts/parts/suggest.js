// Suggestions under the search field.
import { combobox } from "./combobox.js";
import { all, one, root } from "./page.js";

export function startSuggest() {
  const form = one("[data-search]");
  if (!form) return;
  const field = one("input[type=search]", form);
  const list = one("#suggest", form);
  let asked = new AbortController();

  async function fill(query) {
    asked.abort();
    if (query.length < 2) return "";
    asked = new AbortController();
    try {
      const answer = await fetch(`${root}suggest?q=${encodeURIComponent(query)}`, { signal: asked.signal });
      if (!answer.ok) return "";
      list.innerHTML = await answer.text();
    } catch (problem) {
      return problem.name === "AbortError" ? undefined : "";
    }
    return all("[role=option]", list).at(-1)?.textContent.trim() ?? "";
  }

  const { ask } = combobox(field, list, { frame: form, fill, wait: 120 });
  field.addEventListener("focus", () => field.value.trim().length > 1 && list.hidden && field.value !== field.defaultValue && ask());
}
