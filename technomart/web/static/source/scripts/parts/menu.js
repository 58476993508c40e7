// The catalogue menu closes by Escape, by a click beside it and when focus leaves it.
import { one } from "./page.js";

export function startMenu() {
  const menu = one("[data-menu]");
  if (!menu) return;
  const close = () => (menu.open = false);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    one("summary", menu).focus();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-menu] summary, [data-menu] .tm-mega .container")) close();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close();
  });
}
