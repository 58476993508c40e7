"""What the sandbox bank does beyond the contract that every provider keeps (test_payment_providers.py)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from technomart.adapters.payment_sandbox import Sandbox
from technomart.domain.payments import ProviderStatus
from technomart.foundation import clock
from tests.adapters.test_payment_providers import OPENING


def test_it_is_shared_by_processes_and_lets_time_pass(tmp_path: Path) -> None:
    bank, other = Sandbox(tmp_path, "https://shop.test"), Sandbox(tmp_path, "https://shop.test")
    ref = bank.open(OPENING).ref
    bank.pay_late(ref)
    assert other.look(ref).status is ProviderStatus.pending
    other.pay_late(ref, clock.now() - timedelta(seconds=1))
    assert bank.look(ref).status is ProviderStatus.held


def test_a_name_that_is_no_name_of_its_own_opens_no_file(tmp_path: Path) -> None:
    bank = Sandbox(tmp_path, "https://shop.test")
    for name in ("../../etc/passwd", "sb-" + "0" * 24, "", "sb-" + "g" * 24):
        assert bank.find(name) is None
