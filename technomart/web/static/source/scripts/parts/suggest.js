// Suggestions under the search field: a combobox led by the keyboard.
import { all, announce, calmly, one, root } from "./page.js";

export function startSuggest() {
  const form = one("[data-search]");
  if (!form) return;
  const field = one("input[type=search]", form);
  const list = one("#suggest", form);
  let current = -1;
  let asked = new AbortController();
  const options = () => all("[role=option]", list);

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    point(-1);
  }

  function point(index) {
    current = index;
    options().forEach((option, place) => option.setAttribute("aria-selected", place === index));
    const option = options()[index];
    if (option) {
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    const query = field.value.trim();
    asked.abort();
    if (query.length < 2) return close();
    asked = new AbortController();
    try {
      const answer = await fetch(`${root}suggest?q=${encodeURIComponent(query)}`, { signal: asked.signal });
      if (!answer.ok) return close();
      list.innerHTML = await answer.text();
    } catch (problem) {
      if (problem.name !== "AbortError") close();
      return;
    }
    const found = options();
    if (!found.length || document.activeElement !== field) return close();
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    point(-1);
    announce(found.at(-1).textContent.trim());
  }

  field.addEventListener("input", calmly(ask, 120));
  field.addEventListener("focus", () => field.value.trim().length > 1 && list.hidden && field.value !== field.defaultValue && ask());
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      return close();
    }
    if (list.hidden) {
      if (event.key === "ArrowDown") ask();
      return;
    }
    const last = options().length - 1;
    if (event.key === "ArrowDown") point(current >= last ? 0 : current + 1);
    else if (event.key === "ArrowUp") point(current <= 0 ? last : current - 1);
    else if (event.key === "Enter" && current >= 0) options()[current].click();
    else return;
    event.preventDefault();
  });
  document.addEventListener("pointerdown", (event) => form.contains(event.target) || close());
  form.addEventListener("focusout", (event) => event.relatedTarget && !form.contains(event.relatedTarget) && close());
}
