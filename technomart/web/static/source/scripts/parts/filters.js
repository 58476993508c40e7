// Inside the filters: the price slider, the search in a long list, the sheet on a phone.
import { all, everySwap, one } from "./page.js";

let opener = null;

function slider(track) {
  const [low, high] = all("input", track);
  const [from, to] = all(".tm-range__fields input", track.closest("fieldset"));
  const range = track.dataset.most - track.dataset.least;
  const step = range > 20000 ? 100 : range > 2000 ? 10 : 1;
  // Round ends give round values in between.
  const least = Math.floor(track.dataset.least / step) * step;
  const most = Math.ceil(track.dataset.most / step) * step;
  const spread = Math.max(1, most - least);
  const part = one(".part", track);
  // The value of the ends is no filter at all, so the fields stay empty there.
  const paint = () => {
    const a = Number(low.value);
    const b = Number(high.value);
    part.setAttribute("x", (240 * (a - least)) / spread);
    part.setAttribute("width", Math.max(0, (240 * (b - a)) / spread));
    all(".tm-range__hist rect", track.parentElement).forEach((bar, place, bars) => {
      const middle = least + (spread * (place + 0.5)) / bars.length;
      bar.classList.toggle("in", middle >= a && middle <= b);
    });
  };
  const follow = (thumb) => {
    if (Number(low.value) > Number(high.value)) thumb.value = (thumb === low ? high : low).value;
    if (thumb === low) from.value = Number(low.value) > least ? low.value : "";
    else to.value = Number(high.value) < most ? high.value : "";
    paint();
  };
  for (const thumb of [low, high]) {
    thumb.min = least;
    thumb.max = most;
    thumb.step = step;
    thumb.addEventListener("input", () => follow(thumb));
    thumb.addEventListener("change", () => from.dispatchEvent(new Event("change", { bubbles: true })));
  }
  low.value = from.value || least;
  high.value = to.value || most;
  paint();
}

function find(event) {
  const group = event.target.closest("fieldset");
  const wanted = event.target.value.trim().toLowerCase();
  for (const option of all(".tm-opt", group)) {
    option.hidden = wanted !== "" && !option.children[1].textContent.toLowerCase().includes(wanted);
  }
  const rest = one(".tm-rest", group);
  if (rest && wanted) rest.open = true;
}

/** Everything but the sheet falls silent while it is open. */
function silence(sheet, on) {
  for (let piece = sheet; piece !== document.body; piece = piece.parentElement) {
    for (const other of piece.parentElement.children) {
      if (other !== piece && !["SCRIPT", "TEMPLATE"].includes(other.tagName) && other.id !== "live") other.inert = on;
    }
  }
}

export const sheetIsOpen = () => document.documentElement.classList.contains("has-sheet");

export function openSheet(sheet) {
  document.documentElement.classList.add("has-sheet");
  sheet.setAttribute("role", "dialog");
  sheet.setAttribute("aria-modal", "true");
  sheet.setAttribute("aria-labelledby", "filters-title");
  silence(sheet, true);
}

export function closeSheet() {
  const sheet = one("#filters");
  if (!sheetIsOpen() || !sheet) return;
  document.documentElement.classList.remove("has-sheet");
  sheet.removeAttribute("role");
  sheet.removeAttribute("aria-modal");
  sheet.removeAttribute("aria-labelledby");
  silence(sheet, false);
  one("[data-open-filters]")?.focus();
}

export function startFilters() {
  everySwap(() => {
    all("[data-least]").forEach(slider);
    const sheet = one("#filters");
    if (sheet && sheetIsOpen()) openSheet(sheet);
  });
  document.addEventListener("input", (event) => event.target.matches("[data-find]") && find(event));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeSheet();
    // Enter in the search of a list must not send the filters.
    if (event.key === "Enter" && event.target.matches?.("[data-find]")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    opener = event.target.closest?.("[data-open-filters]");
    if (opener) {
      event.preventDefault();
      const sheet = one("#filters");
      openSheet(sheet);
      one("[data-close]", sheet).focus();
    } else if (event.target.closest?.("#filters [data-close]")) {
      event.preventDefault();
      closeSheet();
    }
  });
  matchMedia("(min-width: 992px)").addEventListener("change", (wide) => wide.matches && closeSheet());
}
