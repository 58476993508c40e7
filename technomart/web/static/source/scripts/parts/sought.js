// Tells the shop what was searched for, how much was found, and whether goods were chosen; never by whom.
import { one, root } from "./page.js";

export function startSought() {
  const page = one("[data-sought]");
  if (!page) return;
  const { sought, found } = page.dataset;
  const tell = (more) => navigator.sendBeacon(`${root}search/seen`, new URLSearchParams({ q: sought, found, ...more }));
  const chosen = (event) => {
    if (!event.target.closest("#cards a, #cards button")) return;
    page.removeEventListener("click", chosen);
    tell({ clicked: "1" });
  };
  tell({});
  page.addEventListener("click", chosen);
}
