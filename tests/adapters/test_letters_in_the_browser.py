"""Every letter drawn in a browser: whole on a telephone and at a desk, light and dark, in one language only."""

from __future__ import annotations

import re
from typing import Any

import pytest

from technomart.adapters.letter_samples import sample
from technomart.adapters.letters import MARK, LetterPress, mark_as_data
from technomart.domain.notifications import LetterTemplate, RenderedLetter

pytestmark = pytest.mark.browser

PRESS = LetterPress(public_url="https://shop.test", sender="shop@shop.test", timezone="Europe/Moscow")
CYRILLIC = re.compile("[А-Яа-яЁё]")
WINDOWS = ((390, "light"), (720, "dark"))
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FAINT = """() => {
  const bright = (colour) => {
    const part = colour.match(/[\\d.]+/g).slice(0, 3).map((one) => one / 255)
      .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  };
  const behind = (node) => {
    for (let one = node; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (colour !== 'rgba(0, 0, 0, 0)') return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const found = [];
  for (const node of document.querySelectorAll('h1, p, a, td, span')) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!own || !node.getClientRects().length) continue;
    const pair = [bright(getComputedStyle(node).color), bright(behind(node))].sort((a, b) => b - a);
    if ((pair[0] + 0.05) / (pair[1] + 0.05) < 4.5) found.push(node.textContent.trim());
  }
  return found;
}"""
"""Words that do not stand out from what is behind them (WCAG: 4.5 to 1)."""


def printed(template: LetterTemplate, lang: str) -> RenderedLetter:
    return PRESS.render(sample(template, lang))


@pytest.mark.parametrize(("width", "light"), WINDOWS)
def test_every_letter_fits_its_window_and_can_be_read(browser: Any, width: int, light: str) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=light)
    wrong = []
    for template in LetterTemplate:
        for lang in ("ru", "en"):
            tab.set_content(printed(template, lang).html.replace(MARK, mark_as_data()))
            if sideways := tab.evaluate(TOO_WIDE):
                wrong.append(f"{template} in {lang}: {sideways} px wider than {width}")
            wrong += [f"{template} in {lang}, {light}: faint: {words}" for words in tab.evaluate(FAINT)]
            shown = tab.inner_text("body")
            if lang == "en" and CYRILLIC.search(shown + tab.title()):
                wrong.append(f"{template} in English says: {CYRILLIC.search(shown)}")
    tab.close()
    assert wrong == []
