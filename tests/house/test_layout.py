"""The house stays as it was drawn: rooms, sizes, nothing borrowed in the repository."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("facilitator", "participant_ui", "analysis")
HOMELESS = {"utils", "helpers", "common", "base", "services", "constants", "misc"}


def committed():
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    return [Path(name) for name in listed.stdout.decode().splitlines() if (ROOT / name).is_file()]


def python_files():
    return [p for p in committed() if p.suffix == ".py" and p.parts[0] in PACKAGES]


def test_no_package_among_the_tests():
    """A tests/analysis/__init__.py would shadow the real analysis."""
    assert [p for p in committed() if p.parts[0] == "tests" and p.name == "__init__.py"] == []


def test_every_thing_has_a_name():
    """No utils, helpers or common: a thing without a home is a word we have not found yet."""
    assert [p for p in python_files() if p.stem in HOMELESS] == []


@pytest.mark.parametrize("path", python_files(), ids=str)
def test_a_file_can_be_held_in_the_head(path):
    """About 300 lines a file; over it, look for the missing word."""
    assert len((ROOT / path).read_text("utf-8").splitlines()) <= 320


@pytest.mark.parametrize("path", python_files(), ids=str)
def test_a_module_says_what_it_is_for(path):
    """The first line of a module is one sentence."""
    text = (ROOT / path).read_text("utf-8")
    assert not text.strip() or text.startswith('"""')


def test_nothing_borrowed_is_committed():
    """The browser's Socket.IO client and the weights are fetched at build, never kept in the repository."""
    held = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    assert "static/vendor/" not in held
    assert "embedders/weights/" not in held


def test_no_file_names_a_package_registry():
    """Whoever builds uses the registry that their own machine is set up for."""
    names = ["py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js.org"]
    found = [
        p
        for p in committed()
        if p.suffix not in {".png", ".npy"}
        and any(n in (ROOT / p).read_text("utf-8", "ignore") for n in names)
    ]
    assert found == []


def test_the_product_never_reads_the_shared_folder():
    """Labelled texts beside the checkout are for tests and benchmarks alone."""
    product = [p for p in python_files() if "../shared" in (ROOT / p).read_text("utf-8")]
    assert product == []
