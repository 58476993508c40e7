// Completes the city and the street of an address while they are typed; without an answer the fields stay plain.
import { combobox } from "./combobox.js";
import { one } from "./page.js";

export function startAddresses() {
  const form = one("[data-addresses]");
  if (!form) return;
  const fields = Object.fromEntries(["city", "street", "postal_code"].map((name) => [name, one(`[name=${name}]`, form)]));
  if (!fields.city) return;
  // The browser's own list of cities gives way to ours, which the keyboard leads as well.
  fields.city.removeAttribute("list");
  complete(form, fields.city, () => "", (item) => put(fields, { city: item.city }));
  if (fields.street)
    complete(form, fields.street, () => fields.city.value, (item) => item.street && put(fields, item));
}

function put(fields, item) {
  for (const [name, field] of Object.entries(fields)) if (field && item[name]) field.value = item[name];
}

function complete(form, field, city, choose) {
  const frame = document.createElement("div");
  frame.className = "tm-combo";
  field.before(frame);
  const list = document.createElement("ul");
  list.className = "tm-combo__list";
  list.id = `${field.id}-hints`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.hints);
  list.hidden = true;
  frame.append(field, list);
  field.autocomplete = "off";
  let asked = new AbortController();

  async function fill(text) {
    asked.abort();
    if (text.length < 2) return "";
    asked = new AbortController();
    const body = new URLSearchParams({ csrf_token: one("[name=csrf_token]", form).value, text, city: city() });
    let items;
    try {
      const answer = await fetch(form.dataset.addresses, { method: "POST", body, signal: asked.signal });
      if (!answer.ok) return "";
      items = (await answer.json()).items;
    } catch (problem) {
      return problem.name === "AbortError" ? undefined : "";
    }
    list.replaceChildren(...items.map((item, place) => option(item, place)));
    return items.length ? `${form.dataset.hints}: ${items.length}` : "";
  }

  function option(item, place) {
    const line = document.createElement("li");
    line.id = `${list.id}-${place}`;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    line.lang = "ru";
    line.textContent = item.text;
    line.addEventListener("click", () => {
      choose(item);
      close();
      field.focus();
    });
    return line;
  }

  const { close } = combobox(field, list, { frame, fill, wait: 250 });
}
