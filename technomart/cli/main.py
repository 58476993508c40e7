"""Which commands there are and what each is called with."""

import argparse
import sys
from collections.abc import Sequence

from pydantic import ValidationError

from technomart.cli import catalog, database, demo, invariants, payments, search, serve, shipping, staff
from technomart.settings import OutOfOrder, Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 when it did what it says."""
    parser = argparse.ArgumentParser(prog="technomart", description="Technomart, an electronics shop.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in (catalog, database, demo, invariants, payments, search, serve, shipping, staff):
        module.add_commands(commands)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen) or 0)
    except OutOfOrder as fault:
        sys.exit(f"The shop does not start: {fault}.")
    except ValidationError as faults:
        if faults.title != Settings.__name__:
            raise
        sys.exit(
            "The shop does not start: "
            + "; ".join(_sentence(fault["loc"], fault["msg"]) for fault in faults.errors())
        )


def _sentence(names: tuple[int | str, ...], text: str) -> str:
    """What is wrong with a setting, never what it was set to: it may be a secret."""
    return ": ".join([*(f"TECHNOMART_{name}".upper() for name in names[:1]), text.removeprefix("Value error, ")])


if __name__ == "__main__":
    sys.exit(main())
