"""The demo shop, built once for all its tests."""

from __future__ import annotations

import pytest

from technomart.demo import shop
from technomart.demo.goods import Shop


@pytest.fixture(scope="session")
def demo() -> Shop:
    return shop()
