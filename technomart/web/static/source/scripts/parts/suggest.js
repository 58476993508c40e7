// Suggestions under the search field: what the first letters may mean, and before the first letter one's own last searches.
import { combobox } from "./combobox.js";
import { all, one, recall, remember, root } from "./page.js";

const RECENT = "searches";
const MOST = 6;

function recent() {
  try {
    const kept = JSON.parse(recall(RECENT) ?? "[]");
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function note(query) {
  if (!query) return;
  const others = recent().filter((text) => text.toLowerCase() !== query.toLowerCase());
  remember(RECENT, JSON.stringify([query, ...others].slice(0, MOST)));
}

export function startSuggest() {
  const form = one("[data-search]");
  if (!form) return;
  const field = one("input[type=search]", form);
  const list = one("#suggest", form);
  let asked = new AbortController();

  function option(id, text, url) {
    const link = document.createElement("a");
    Object.assign(link, { id, href: url, textContent: text, tabIndex: -1 });
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    return link;
  }

  function remind() {
    const own = recent();
    if (!own.length) return "";
    const group = document.createElement("div");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", list.dataset.soughtBefore);
    group.append(...own.map((text, place) => option(`s-r${place}`, text, `${form.action}?${new URLSearchParams({ q: text })}`)));
    const end = option("s-forget", list.dataset.forget, "#");
    end.classList.add("tm-suggest__all");
    end.addEventListener("click", (event) => {
      event.preventDefault();
      remember(RECENT, "[]");
      close();
    });
    list.replaceChildren(group, end);
    return list.dataset.soughtBefore;
  }

  async function fill(query) {
    asked.abort();
    if (!query) return remind();
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

  const { ask, close } = combobox(field, list, { frame: form, fill, wait: 120 });
  form.addEventListener("submit", () => note(field.value.trim()));
  field.addEventListener("focus", () => {
    const text = field.value.trim();
    if (list.hidden && text !== field.defaultValue.trim() ? text.length > 1 : !text) ask();
  });
}
