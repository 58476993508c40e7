// Filters, order and pages of a listing without reloading: the same addresses, only the listing is replaced.
import { closeSheet, sheetIsOpen } from "./filters.js";
import { all, announce, calmly, everySwap, one, parsePage, recall, remember, repaint, swap } from "./page.js";

let asked = new AbortController();

const number = (text) => text.replace(/\s/g, "").replace(",", ".");

/** The address of what the form says; two fields of a range become one value, as in shared links. */
export function address(form) {
  const query = new URLSearchParams();
  const ranges = new Map();
  const sort = one("#f-sort");
  for (const [name, value] of new FormData(form)) {
    const [, range, end] = name.match(/^(.+)\.(from|to)$/) ?? [];
    if (range) {
      if (!ranges.has(range)) ranges.set(range, { from: "", to: "" });
      ranges.get(range)[end] = number(value);
    } else if (value !== "" && !(name === "sort" && value === sort?.dataset.default)) query.append(name, value);
  }
  for (const [name, { from, to }] of ranges) if (from || to) query.append(name, `${from}-${to}`);
  const text = query.toString();
  return form.action.split("?")[0] + (text ? `?${text}` : "");
}

async function fetchPage(url) {
  asked.abort();
  asked = new AbortController();
  const answer = await fetch(url, { signal: asked.signal, headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return parsePage(await answer.text());
}

async function go(url, { keep = true, top = false } = {}) {
  const region = one("#listing");
  region.setAttribute("aria-busy", "true");
  try {
    const page = await fetchPage(url);
    if (!swap(page, "listing")) return location.assign(url);
  } catch (problem) {
    if (problem.name !== "AbortError") location.assign(url);
    return undefined;
  }
  if (keep) history.pushState({ listing: true }, "", url);
  announce(one("#total")?.textContent ?? "");
  if (top) one("#main").scrollIntoView();
  return undefined;
}

async function more(link) {
  link.classList.add("is-busy");
  let page;
  try {
    page = await fetchPage(link.href);
  } catch {
    return location.assign(link.href);
  }
  const goods = all("#cards > li", page);
  const list = one("#cards");
  list.append(...goods);
  one("#pages").replaceWith(page.getElementById("pages"));
  repaint();
  one("a[href]:not([tabindex])", goods[0])?.focus({ preventScroll: true });
  return undefined;
}

function showView() {
  const view = recall("view") === "list" ? "list" : "grid";
  one("#cards")?.classList.toggle("tm-cards--list", view === "list");
  for (const button of all("[data-view]")) button.setAttribute("aria-pressed", button.dataset.view === view);
}

export function startListing() {
  if (!one("#listing")) return;
  const apply = () => go(address(one("#filter-form")));
  const applySoon = calmly(apply, 600);
  everySwap(showView);
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.form?.id !== "filter-form" || !field.name) return;
    if (field.type === "text") applySoon();
    else apply();
  });
  document.addEventListener("input", (event) => {
    if (event.target.form?.id === "filter-form" && event.target.type === "text" && event.target.name) applySoon();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "filter-form") return;
    event.preventDefault();
    if (sheetIsOpen()) closeSheet();
    apply();
  });
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const view = event.target.closest?.("[data-view]");
    if (view) {
      remember("view", view.dataset.view);
      return showView();
    }
    const link = event.target.closest?.("a[data-more], a[data-swap], #pages a");
    if (!link) return undefined;
    event.preventDefault();
    if (link.matches("[data-more]")) return void more(link);
    return void go(link.href, { top: !link.matches("[data-swap]") });
  });
  addEventListener("popstate", () => go(location.href, { keep: false }));
}
