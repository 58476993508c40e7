// The page as the other parts see it: short names for finding, saying, asking and waiting.
export const root = document.body.dataset.root;
export const one = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** Say something to screen readers without moving anything. */
export function announce(text) {
  const live = one("#live");
  if (!live) return;
  live.textContent = "";
  requestAnimationFrame(() => (live.textContent = text));
}

/** Call `work` once things have been quiet for `wait` milliseconds. */
export function calmly(work, wait) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(work, wait, ...given);
  };
}

export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Storage may be forbidden; the choice then lasts for this page.
  }
}

export function recall(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

const atSwap = [];

/** Do something now and again whenever a region of the page was replaced. */
export function everySwap(work) {
  atSwap.push(work);
  work();
}

export function repaint() {
  for (const work of atSwap) work();
}

/** Replace the named region by the same region of another page, keeping focus, open groups and scrolled lists. */
export function swap(page, id) {
  const old = document.getElementById(id);
  const fresh = page.getElementById(id);
  if (!old || !fresh) return false;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const kept = { id: focused?.id, value: focused?.value, at: caret(focused) };
  const facets = new Map(all("[data-facet]", old).map((group) => [group.dataset.facet, group.open]));
  const body = one(".tm-filters__body", old)?.scrollTop ?? 0;
  for (const group of all("[data-facet]", fresh)) {
    if (facets.has(group.dataset.facet)) group.open = facets.get(group.dataset.facet);
  }
  old.replaceWith(fresh);
  const total = page.getElementById("total");
  const shown = one("#total");
  if (total && shown && !fresh.contains(shown)) shown.textContent = total.textContent;
  if (page.title) document.title = page.title;
  repaint();
  const list = one(".tm-filters__body", fresh);
  if (list) list.scrollTop = body;
  if (focused) focusAgain(fresh, kept);
  return true;
}

function caret(field) {
  try {
    return field?.selectionStart ?? null;
  } catch {
    return null;
  }
}

function focusAgain(region, kept) {
  const field = kept.id ? document.getElementById(kept.id) : null;
  if (!field) {
    region.focus({ preventScroll: true });
    return;
  }
  field.focus({ preventScroll: true });
  if (field.type === "text" || field.type === "search") {
    // What was typed while the answer was under way must not be lost.
    if (kept.value !== undefined) field.value = kept.value;
    if (kept.at !== null) field.setSelectionRange(kept.at, kept.at);
  }
}

export const parsePage = (text) => new DOMParser().parseFromString(text, "text/html");
