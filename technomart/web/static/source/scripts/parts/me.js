// What is personal on pages that are the same for everyone: counts, buttons in the cart, name, goods seen.
import { all, announce, everySwap, one, root } from "./page.js";

let me = null;

export const quantityOf = (sku) => me?.cart.lines[sku] ?? 0;

export async function refresh() {
  const answer = await fetch(`${root}me`, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (answer.ok) show(await answer.json());
}

/** Take a fresh state (from /me or from the answer to an action) and bring the page in step. */
export function show(fresh) {
  me = fresh;
  paint();
  if (typeof me.recent === "string") paintRecent(me.recent);
}

function paint() {
  if (!me) return;
  const counts = { cart: me.cart.count, favourites: me.favourites.length, compare: me.compare.length };
  for (const badge of all("[data-count]")) {
    const count = counts[badge.dataset.count];
    badge.hidden = !count;
    badge.textContent = count > 99 ? "99+" : count;
  }
  for (const total of all("[data-cart-total]")) total.textContent = me.cart.count ? me.cart.total : total.dataset.empty;
  for (const name of all("[data-me-name]")) if (me.name) name.textContent = me.name;
  for (const part of all("[data-guest]")) part.hidden = Boolean(me.name);
  for (const button of all("[data-mark]")) {
    const on = me[button.dataset.mark].includes(button.dataset.sku);
    button.setAttribute("aria-pressed", on);
  }
  for (const place of all("[data-buy]")) paintBuy(place);
  paintCity(me.city);
}

// The page was made for the home city; where the courier does not come, nothing is promised.
function paintCity({ name, courier }) {
  for (const city of all("[data-city]")) city.textContent = name;
  for (const link of all("[data-city-link]")) {
    link.href = `${link.href.split("?")[0]}?next=${encodeURIComponent(location.pathname + location.search)}`;
  }
  for (const words of all("[data-courier]")) {
    (words.closest("li.tm-way") ?? words).hidden = !courier;
    if (courier) words.textContent = words.dataset.courier.replace("*", courier);
  }
}

function paintBuy(place) {
  const quantity = quantityOf(place.dataset.buy);
  const button = one("[type=submit]", place);
  const focused = document.activeElement === button;
  let step = one(".tm-step", place);
  button.hidden = quantity > 0;
  if (!quantity) {
    if (step?.contains(document.activeElement)) button.focus();
    step?.remove();
    return;
  }
  if (!step) {
    step = one("#t-step").content.firstElementChild.cloneNode(true);
    place.append(step);
  }
  one("b", step).textContent = quantity;
  const most = Number(place.dataset.most);
  one("[data-step='1']", step).disabled = most > 0 && quantity >= most;
  if (focused) one("[data-step='1']", step).focus();
}

function paintRecent(html) {
  for (const section of all("[data-recent]")) {
    const list = one("ul", section);
    list.innerHTML = html;
    const here = one("[data-product]")?.dataset.product;
    if (here) one(`[data-buy="${CSS.escape(here)}"]`, list)?.closest("li").remove();
    section.hidden = !list.children.length;
  }
  paint();
}

export function startMe() {
  everySwap(paint);
  refresh().catch(() => announce(""));
  // A page from the back-forward cache shows the cart of the past.
  addEventListener("pageshow", (event) => event.persisted && refresh().catch(() => announce("")));
}
