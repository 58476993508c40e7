// The comparison: names stay in sight above the rows and move sideways with them.
import { all, everySwap, one } from "./page.js";

let watch = null;
let sizes = null;

function follow() {
  watch?.disconnect();
  sizes?.disconnect();
  const table = one("[data-compare]");
  const bar = one("[data-compare-bar]");
  if (!table || !bar) return;
  const inner = one(".tm-cmpbar__in", bar);
  const head = one("thead", table);
  const measure = () => {
    const cells = all("th, td", head.rows[0]).filter((cell) => cell.offsetWidth);
    const pieces = all(":scope > *", inner).slice(-cells.length);
    cells.forEach((cell, place) => pieces[place].style.setProperty("width", `${cell.offsetWidth}px`));
    inner.scrollLeft = table.scrollLeft;
  };
  table.addEventListener("scroll", () => (inner.scrollLeft = table.scrollLeft), { passive: true });
  sizes = new ResizeObserver(measure);
  sizes.observe(table);
  watch = new IntersectionObserver(
    ([entry]) => {
      bar.hidden = entry.isIntersecting || entry.boundingClientRect.top > 0;
      if (!bar.hidden) measure();
    },
    { rootMargin: "-76px 0px 0px" },
  );
  watch.observe(head);
}

export function startCompare() {
  if (one("[data-compare-page]")) everySwap(follow);
}
