// Light, dark or as the system says; kept in this browser.
import { all, recall, remember } from "./page.js";

const html = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

function set(choice) {
  if (choice === "system") delete html.dataset.theme;
  else html.dataset.theme = choice;
  remember("theme", choice);
  paint();
}

function paint() {
  const choice = html.dataset.theme ?? "system";
  for (const button of all("[data-theme-set]")) button.setAttribute("aria-pressed", button.dataset.themeSet === choice);
}

export function startTheme() {
  for (const button of all("[data-theme-set]")) button.addEventListener("click", () => set(button.dataset.themeSet));
  for (const button of all("[data-theme-flip]")) {
    button.addEventListener("click", () => {
      const dark = (html.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
      set(dark ? "light" : "dark");
    });
  }
  addEventListener("storage", (event) => {
    if (event.key === "theme") set(recall("theme") ?? "system");
  });
  paint();
}
