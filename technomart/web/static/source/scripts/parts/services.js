// The checkout: services that are ticked show in the sums at once, and the sum that is agreed to is the one shown.
import { all, one } from "./page.js";

const english = document.documentElement.lang === "en";

function roubles(kopecks) {
  return new Intl.NumberFormat(english ? "en" : "ru", {
    style: "currency",
    currency: "RUB",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: kopecks % 100 ? 2 : 0,
    maximumFractionDigits: 2,
  }).format(kopecks / 100);
}

function follow(group, order) {
  const kind = group.dataset.services;
  const boxes = all("[data-fee]", group);
  const ours = (mark) => all(`[data-for="${kind}"]${mark}, [data-for="${kind}"] ${mark}`, order);
  const more = (what) => boxes.reduce((sum, box) => sum + (box.checked - box.defaultChecked) * box.dataset[what], 0);
  const retell = () => {
    const agreed = one(`input[data-way="${kind}"]`, order);
    if (agreed) agreed.value = Number(agreed.dataset.total) + more("fee");
    for (const sum of ours("[data-total]")) sum.textContent = roubles(Number(sum.dataset.total) + more("fee"));
    for (const tax of ours("[data-words]")) {
      tax.textContent = tax.dataset.words.replace("*", roubles(Number(tax.dataset.vat) + more("vat")));
    }
    for (const box of boxes) one(`[data-for="${kind}"][data-extra="${box.value}"]`, order).hidden = !box.checked;
  };
  group.addEventListener("change", ({ target }) => {
    if (target.checked && target.dataset.sort === "lifting") {
      for (const box of boxes) if (box !== target && box.dataset.sort === "lifting") box.checked = false;
    }
    retell();
  });
  retell();
}

export function startServices() {
  for (const group of all("[data-services]")) follow(group, group.closest(".tm-order"));
}
