// Cart, favourites and comparison without leaving the page; the same forms work by themselves without script.
import { quantityOf, refresh, show } from "./me.js";
import { calmly, one, parsePage, root, swap } from "./page.js";
import { toast } from "./toast.js";

export async function post(url, fields) {
  let answer;
  try {
    answer = await fetch(url, { method: "POST", body: new URLSearchParams(fields), headers: { Accept: "application/json" } });
  } catch {
    toast(document.body.dataset.offline);
    return false;
  }
  const kind = answer.headers.get("Content-Type") ?? "";
  if (answer.redirected || !kind.includes("json")) {
    // Not an answer for scripts: a sign-in page, or an error page worth seeing.
    location.assign(answer.redirected ? answer.url : location.href);
    return false;
  }
  const told = await answer.json();
  if (!answer.ok) {
    toast(told.detail || told.title);
    refresh().catch(() => {});
    return false;
  }
  show(told);
  const undo = told.undo && (() => post(`${root}cart/lines`, { sku: told.undo.sku, quantity: told.undo.quantity }));
  toast(told.message, undo);
  await refreshRegion();
  return true;
}

/** The cart, the comparison and the favourites show what was just changed. */
async function refreshRegion() {
  const region = one("main [data-swap-region]");
  if (!region || region.id === "listing") return;
  const answer = await fetch(location.href, { cache: "no-store" });
  if (answer.ok) swap(parsePage(await answer.text()), region.id);
}

const token = () => {
  const field = one("#act [name=csrf_token]");
  return field ? { csrf_token: field.value } : {};
};

export function setQuantity(sku, quantity) {
  const line = `${root}cart/lines/${encodeURIComponent(sku)}`;
  return quantity > 0 ? post(line, { quantity, ...token() }) : post(`${line}/remove`, token());
}

const waiting = new Map();
const settle = calmly(() => {
  const changes = [...waiting];
  waiting.clear();
  for (const [sku, quantity] of changes) setQuantity(sku, quantity);
}, 350);

function step(button) {
  const place = button.closest("[data-buy]");
  const by = Number(button.dataset.step);
  if (place) {
    const sku = place.dataset.buy;
    const most = Number(place.dataset.most) || Infinity;
    const quantity = Math.min(most, Math.max(0, (waiting.get(sku) ?? quantityOf(sku)) + by));
    one("b", place).textContent = quantity;
    waiting.set(sku, quantity);
    settle();
    return;
  }
  const form = button.closest("[data-quantity]");
  const field = one("[name=quantity]", form);
  field.value = Math.min(Number(field.max) || Infinity, Math.max(0, Number(field.value) + by));
  sendField(form);
}

const sendField = calmly((form) => form.requestSubmit(), 350);

function onSubmit(event) {
  const form = event.target;
  const button = event.submitter;
  const target = new URL(button?.hasAttribute("formaction") ? button.formAction : form.action, location.href);
  const ours = form.id === "act" || form.matches("[data-cart-form], [data-quantity]");
  if (!ours || form.method !== "post" || button?.hasAttribute("data-plain")) return;
  event.preventDefault();
  if (button?.classList.contains("is-busy")) return;
  const fields = new FormData(form);
  if (button?.name) fields.append(button.name, button.value);
  if (button?.dataset.mark && button.getAttribute("aria-pressed") === "true") target.pathname += "/remove";
  button?.classList.add("is-busy");
  post(target, fields).finally(() => button?.classList.remove("is-busy"));
}

export function startActions() {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-step]");
    if (button) step(button);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("[data-quantity]");
    if (form) sendField(form);
  });
  document.addEventListener("pointerover", showSecondPicture, { passive: true });
}

/** The second picture of a card is fetched only when a mouse asks for it. */
function showSecondPicture(event) {
  if (event.pointerType !== "mouse") return;
  const stage = event.target.closest?.("[data-alt]");
  if (!stage) return;
  const picture = new Image(480, 480);
  picture.className = "tm-card__alt";
  picture.alt = "";
  picture.onload = () => stage.prepend(picture);
  picture.src = stage.dataset.alt;
  stage.removeAttribute("data-alt");
}
