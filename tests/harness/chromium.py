"""Which browser the tests drive: the system's Chromium, Chrome or Edge. Run, this prints its path."""

import os
import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str:
    """The browser's path: CHROMIUM, or the first known one. Raises LookupError saying what to do."""
    named = os.environ.get("CHROMIUM")
    found = [shutil.which(name) for name in NAMES] + [place for place in PLACES if Path(place).exists()]
    for candidate in [named, *found]:
        if candidate:
            return candidate
    raise LookupError(
        "The browser tests need Chromium, and none was found. Install it (Debian: sudo apt-get install "
        "chromium; macOS: any of Chrome, Chromium, Edge), or set CHROMIUM to its path."
    )


if __name__ == "__main__":
    try:
        print(find())
    except LookupError as nowhere:
        sys.exit(str(nowhere))
