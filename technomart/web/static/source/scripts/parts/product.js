// The product page: tabs follow the reader, the buy bar stands in while the buy box is out of sight, the visit is noted.
import { all, one, root } from "./page.js";

function followTabs(bar) {
  const tabs = new Map(all("a", bar).map((tab) => [document.getElementById(tab.hash.slice(1)), tab]));
  tabs.delete(null);
  const inSight = new Set();
  const mark = () => {
    const current = [...tabs].filter(([section]) => inSight.has(section)).at(-1)?.[1] ?? [...tabs.values()][0];
    for (const tab of tabs.values()) {
      if (tab !== current) tab.removeAttribute("aria-current");
      else if (!tab.hasAttribute("aria-current")) {
        tab.setAttribute("aria-current", "true");
        bar.scrollTo({ left: tab.offsetLeft - 40, behavior: "smooth" });
      }
    }
  };
  const watch = new IntersectionObserver(
    (seen) => {
      for (const { target, isIntersecting } of seen) inSight[isIntersecting ? "add" : "delete"](target);
      mark();
    },
    { rootMargin: "-150px 0px -60% 0px" },
  );
  for (const section of tabs.keys()) watch.observe(section);
}

function followBuyBox(bar, box) {
  new IntersectionObserver(([entry]) => {
    bar.hidden = entry.isIntersecting;
    document.body.classList.toggle("has-buybar", !entry.isIntersecting);
  }).observe(box);
}

export function startProduct() {
  const page = one("[data-product]");
  if (!page) return;
  const bar = one("[data-buybar]");
  const box = one("[data-main-buy]");
  const tabs = one("[data-tabs]");
  if (tabs) followTabs(tabs);
  if (bar && box) followBuyBox(bar, box);
  // Only what was looked at for a while counts as seen.
  setTimeout(() => {
    const body = new URLSearchParams({ sku: page.dataset.product });
    fetch(`${root}recent`, { method: "POST", body, keepalive: true, headers: { Accept: "application/json" } }).catch(() => {});
  }, 1500);
}
