// A field with a list of suggestions below it, led by the keyboard: the combobox pattern.
import { all, announce, calmly } from "./page.js";

/**
 * `fill` puts options for the field's text into the list and says whether the list shall open; it is asked once typing
 * rests for `wait` milliseconds. What is chosen is clicked. Within `frame` focus may move without closing the list.
 */
export function combobox(field, list, { frame, fill, wait }) {
  let current = -1;
  const options = () => all("[role=option]", list);

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    point(-1);
  }

  function point(index) {
    current = index;
    options().forEach((option, place) => option.setAttribute("aria-selected", place === index));
    const option = options()[index];
    if (option) {
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    const said = await fill(field.value.trim());
    if (said === undefined) return;
    if (!said || !options().length || document.activeElement !== field) return close();
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    point(-1);
    announce(said);
  }

  field.addEventListener("input", calmly(ask, wait));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      return close();
    }
    if (list.hidden) {
      if (event.key === "ArrowDown") ask();
      return;
    }
    const last = options().length - 1;
    if (event.key === "ArrowDown") point(current >= last ? 0 : current + 1);
    else if (event.key === "ArrowUp") point(current <= 0 ? last : current - 1);
    else if (event.key === "Enter" && current >= 0) options()[current].click();
    else return;
    event.preventDefault();
  });
  document.addEventListener("pointerdown", (event) => frame.contains(event.target) || close());
  frame.addEventListener("focusout", (event) => event.relatedTarget && !frame.contains(event.relatedTarget) && close());
  return { ask, close };
}
