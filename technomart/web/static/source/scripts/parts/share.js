// Give this address on: the phone's own sheet, else the clipboard.
import { toast } from "./toast.js";

async function share(url) {
  if (navigator.share && matchMedia("(pointer: coarse)").matches) {
    await navigator.share({ title: document.title, url }).catch(() => {});
    return;
  }
  await navigator.clipboard.writeText(url);
  toast(document.body.dataset.copied);
}

export function startShare() {
  document.addEventListener("click", (event) => {
    const piece = event.target.closest?.("[data-share]");
    if (!piece || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!navigator.clipboard && !navigator.share) return;
    event.preventDefault();
    share(piece.href ?? location.href).catch(() => piece.href && location.assign(piece.href));
  });
}
