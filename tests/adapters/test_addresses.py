"""Half-written addresses are completed by whoever is there; when nobody is, nothing is said and nobody waits."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from technomart.adapters.addresses_cities import CityList
from technomart.adapters.addresses_dadata import DaData
from technomart.domain.shipping import CITIES, Addresses, AddressHint, rules
from tests.simulators.dadata import Simulator, running


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with running() as simulator:
        yield simulator


@pytest.fixture
def sim(simulator: Simulator) -> Simulator:
    simulator.faults.clear()
    simulator.asked.clear()
    return simulator


def asking(sim: Simulator, key: str = "") -> Addresses:
    return DaData(key=key or sim.key, api_url=sim.url, connect_timeout=0.4, read_timeout=0.4)


def test_an_address_comes_in_the_parts_of_the_form(sim: Simulator) -> None:
    assert asking(sim).suggest("баумана", "") == (
        AddressHint("г Казань, ул Баумана, д 5", "Казань", "ул Баумана, д 5", "420111"),
    )


def test_a_city_narrows_what_is_suggested(sim: Simulator) -> None:
    assert asking(sim).suggest("арбат", "Казань") == ()
    assert len(asking(sim).suggest("арбат", "Москва")) == 2
    assert sim.asked[-1]["locations"] == [{"city": "Москва"}, {"settlement": "Москва"}]


@pytest.mark.parametrize("text", ["", " ", "ар"])
def test_nobody_is_asked_about_too_little(sim: Simulator, text: str) -> None:
    assert asking(sim).suggest(text, "") == ()
    assert sim.asked == []


@pytest.mark.parametrize("fault", ["429", "500", "reset", "garbage", "empty", "redirect", "deep", "slow", "drip"])
def test_trouble_is_silence_and_soon_over(sim: Simulator, fault: str) -> None:
    sim.faults.add("*", fault)
    begun = time.monotonic()
    assert asking(sim).suggest("арбат", "") == ()
    assert time.monotonic() - begun < 1.5


def test_a_wrong_key_is_silence_and_the_key_is_never_shown(sim: Simulator) -> None:
    dadata = asking(sim, "wrong-key-of-ours")
    assert dadata.suggest("арбат", "") == ()
    assert "wrong-key-of-ours" not in repr(dadata) + repr(vars(dadata))


def test_without_a_key_large_cities_are_suggested_by_either_name() -> None:
    names = [hint.city for hint in CityList().suggest("каз", "")]
    assert names == ["Казань"]
    assert [hint.city for hint in CityList().suggest("Saint P", "")] == ["Санкт-Петербург"]
    assert CityList().suggest("к", "") == CityList().suggest("арбат", "Москва") == ()


def test_each_large_city_stands_once_and_is_known_by_its_english_name() -> None:
    assert len({rules.city_key(russian) for russian, _ in CITIES}) == len(CITIES)
    assert all(rules.in_russian(english) == russian for russian, english in CITIES)
    assert rules.in_russian("г. Королев") == "г. Королев"
