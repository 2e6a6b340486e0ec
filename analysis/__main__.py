"""`python -m analysis CORPUS.csv --to report.html`: a researcher needs nothing else of ours."""

import sys

from analysis.command import main

if __name__ == "__main__":
    sys.exit(main())
