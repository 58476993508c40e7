"""What a process does with its memory."""

import ctypes
import sys

import pytest

from technomart.foundation.memory import keep_pages_small

ARE_HUGE_PAGES_OFF = 42
"""PR_GET_THP_DISABLE of Linux."""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems are not asked")
def test_a_listing_takes_no_huge_pages() -> None:
    keep_pages_small()
    assert ctypes.CDLL(None).prctl(ARE_HUGE_PAGES_OFF, 0, 0, 0, 0) == 1
