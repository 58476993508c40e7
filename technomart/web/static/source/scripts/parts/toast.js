// Short messages at the foot of the window; one that can be undone stays longer.
import { one } from "./page.js";

export function toast(text, undo) {
  const place = one("#toasts");
  if (!place || !text) return;
  const piece = one("#t-toast").content.firstElementChild.cloneNode(true);
  const [again, close] = piece.querySelectorAll("button");
  one("span", piece).textContent = text;
  let timer;
  const leave = () => {
    clearTimeout(timer);
    piece.remove();
  };
  const stay = () => (timer = setTimeout(leave, undo ? 10000 : 5000));
  if (undo) {
    again.hidden = false;
    again.addEventListener("click", () => {
      leave();
      undo();
    });
  }
  close.addEventListener("click", leave);
  piece.addEventListener("pointerenter", () => clearTimeout(timer));
  piece.addEventListener("pointerleave", stay);
  piece.addEventListener("focusin", () => clearTimeout(timer));
  place.replaceChildren(piece);
  stay();
}
