// On a phone the menus of the account and of the documents are one line that scrolls: the present page is brought into view.
import { all } from "./page.js";

export function startSides() {
  for (const side of all(".tm-side")) {
    const here = side.querySelector("[aria-current]");
    if (here && side.scrollWidth > side.clientWidth) {
      side.scrollLeft = here.offsetLeft - (side.clientWidth - here.offsetWidth) / 2;
    }
  }
}
