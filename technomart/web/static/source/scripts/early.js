// Runs before the first paint: the chosen light or dark, and the sign that scripts work.
const html = document.documentElement;
html.classList.add("js");
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") html.dataset.theme = theme;
} catch {
  // Storage may be forbidden; the system's choice stays.
}
