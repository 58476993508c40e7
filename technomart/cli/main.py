"""Which commands there are and what each is called with."""

import argparse
import sys
from collections.abc import Sequence

from technomart.cli import catalog, database, invariants, serve


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 when it did what it says."""
    parser = argparse.ArgumentParser(prog="technomart", description="Technomart, an electronics shop.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in (catalog, database, invariants, serve):
        module.add_commands(commands)
    chosen = parser.parse_args(arguments)
    return int(chosen.run(chosen) or 0)


if __name__ == "__main__":
    sys.exit(main())
