"""`python -m facilitator` is `aplis`."""

import sys

from facilitator.cli import main

if __name__ == "__main__":
    sys.exit(main())
