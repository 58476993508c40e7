// Pictures of a product: thumbnails lead the strip, a click opens the large one.
import { all, one } from "./page.js";

export function startGallery() {
  const gallery = one("[data-gallery]");
  if (!gallery) return;
  const strip = one(".tm-gallery__strip", gallery);
  const slides = all("li", strip);
  const thumbs = all(".tm-thumb", gallery);
  const links = all("[data-zoom]", gallery);
  const dialog = one("[data-zoom-dialog]", gallery);
  let shown = 0;

  const lead = (place) => strip.scrollTo({ left: slides[place].offsetLeft, behavior: "smooth" });
  thumbs.forEach((thumb, place) =>
    thumb.addEventListener("click", (event) => {
      event.preventDefault();
      lead(place);
    }),
  );
  const watch = new IntersectionObserver(
    (seen) => {
      for (const entry of seen) {
        if (!entry.isIntersecting) continue;
        shown = slides.indexOf(entry.target);
        thumbs.forEach((thumb, place) => {
          if (place === shown) thumb.setAttribute("aria-current", "true");
          else thumb.removeAttribute("aria-current");
        });
      }
    },
    { root: strip, threshold: 0.6 },
  );
  slides.forEach((slide) => watch.observe(slide));
  if (dialog) startZoom(dialog, links, (place) => lead(place));
}

function startZoom(dialog, links, lead) {
  const view = one(".tm-zoom__view", dialog);
  const picture = one("img", view);
  let place = 0;

  function show(next) {
    place = (next + links.length) % links.length;
    picture.src = links[place].href;
    picture.alt = one("img", links[place]).alt;
    view.classList.remove("is-large");
    one("p", dialog).textContent = links.length > 1 ? `${place + 1} / ${links.length}` : "";
  }

  links.forEach((link, index) =>
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(index);
      dialog.showModal();
    }),
  );
  for (const button of all("[data-turn]", dialog)) button.addEventListener("click", () => show(place + Number(button.dataset.turn)));
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(place - 1);
    if (event.key === "ArrowRight") show(place + 1);
  });
  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    if (!view.classList.toggle("is-large")) return;
    view.scrollTo(x * view.scrollWidth - view.clientWidth / 2, y * view.scrollHeight - view.clientHeight / 2);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target === view) dialog.close();
  });
  dialog.addEventListener("close", () => lead(place));
}
