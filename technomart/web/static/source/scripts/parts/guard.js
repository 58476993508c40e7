// A form sent twice by an impatient hand is sent once; a refused form shows its errors first.
import { all, one } from "./page.js";

export function startGuard() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    // After the browser has collected the fields: a disabled button would not be among them.
    setTimeout(() => event.submitter?.classList.add("is-busy"));
  });
  addEventListener("pageshow", () => {
    for (const form of all("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of all(".is-busy", form)) button.classList.remove("is-busy");
    }
  });
  one("[data-focus]")?.focus();
}
