"""`technomart shipping`: read carriers' points now, print the address for their notices."""

from __future__ import annotations

import argparse

from technomart import carriers
from technomart.domain.shipping import CarrierAway, TooFewPoints
from technomart.runtime import Runtime, build


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`shipping offer`, `shipping points`, `shipping webhook`."""
    parser = commands.add_parser("shipping", help="what carriers tell the shop")
    tasks = parser.add_subparsers(dest="what", required=True, metavar="TASK")
    task = tasks.add_parser("offer", help="offer the ways of every carrier: to its points, and to the door")
    task.set_defaults(run=run_offer)
    task = tasks.add_parser("points", help="read every carrier's list of points now, as the back room does at night")
    task.set_defaults(run=run_points)
    task = tasks.add_parser("webhook", help="print the secret address for CDEK's notices")
    task.set_defaults(run=run_webhook)


def run_offer(_: argparse.Namespace) -> int:
    """Offer what is not offered yet; ways that staff have changed or put away stay as they are."""
    runtime = build()
    try:
        with runtime.database.transaction() as session:
            added = sum(carriers.offer_ways(session, code) for code in carriers.WAYS)
    finally:
        runtime.close()
    print(f"{added} ways offered" if added else "all ways are offered already")
    return 0


def run_points(_: argparse.Namespace) -> int:
    """Print how many points each carrier has; 1 if a list could not be read or cannot be true."""
    runtime = build()
    try:
        return refresh(runtime)
    finally:
        runtime.close()


def run_webhook(_: argparse.Namespace) -> int:
    """Print the address to be registered at CDEK for ORDER_STATUS."""
    runtime = build()
    try:
        print(f"{runtime.settings.public_url.rstrip('/')}/webhooks/cdek/{carriers.webhook_secret(runtime, 'cdek')}")
    finally:
        runtime.close()
    return 0


def refresh(runtime: Runtime) -> int:
    if not runtime.carriers:
        print("No carrier is set up (docs/delivery-carriers.md).")
        return 1
    failed = 0
    for carrier in runtime.carriers.values():
        try:
            print(f"{carrier.code}: {carriers.refresh_points(runtime, carrier)} points")
        except CarrierAway:
            failed = 1
            print(f"{carrier.code}: could not be asked; its points stay as they were")
        except TooFewPoints as few:
            failed = 1
            print(f"{carrier.code}: only {few.details['found']} points after {few.details['known']};", end=" ")
            print("they stay as they were")
    return failed
