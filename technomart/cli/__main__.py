"""Lets `python -m technomart.cli` do what `technomart` does."""

import sys

from technomart.cli.main import main

sys.exit(main())
