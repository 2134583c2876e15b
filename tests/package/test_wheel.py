"""The wheel holds what git tracks, and finds its data however it is installed."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

FINDS_DATA = "import compliance; print(compliance.bundled().digest)"
WHERE = "import compliance; print(compliance.__file__)"

BUNDLE = "compliance/rulesets/rulebook.bundle"  # made when the wheel is built

# Where the folders of the checkout stand in a wheel.
FOLDERS = {
    "compliance/": "compliance/",
    "rulesets/": "compliance/rulesets/",
    "schemas/": "compliance/schemas/",
}


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the checkout, built without network."""
    folder = tmp_path_factory.mktemp("wheel")
    run("-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), cwd=root)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def digest(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The digest of the bundled rulebook, as the checkout gives it uninstalled."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    return run("-c", FINDS_DATA, cwd=elsewhere, path=root)


def test_the_wheel_holds_exactly_what_git_tracks(
    wheel: Path, tracked: frozenset[str]
) -> None:
    expected = {
        shipped + name.removeprefix(folder)
        for folder, shipped in FOLDERS.items()
        for name in tracked
        if name.startswith(folder)
    } | {BUNDLE}

    with zipfile.ZipFile(wheel) as archive:
        members = {name for name in archive.namelist() if ".dist-info/" not in name}

    assert members == expected


def test_the_wheel_carries_its_licence_and_types(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    assert "compliance/py.typed" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_a_wheel_finds_its_data(wheel: Path, digest: str, tmp_path: Path) -> None:
    python = fresh_environment(tmp_path / "venv")

    install(python, str(wheel))

    assert run("-c", WHERE, cwd=tmp_path, python=python).startswith(str(tmp_path))
    assert run("-c", FINDS_DATA, cwd=tmp_path, python=python) == digest


def test_an_editable_install_over_a_wheel_finds_the_data_of_the_checkout(
    wheel: Path, root: Path, digest: str, tmp_path: Path
) -> None:
    python = fresh_environment(tmp_path / "venv")

    install(python, str(wheel))
    install(python, "--no-build-isolation", "--editable", str(root))

    where = run("-c", WHERE, cwd=tmp_path, python=python)
    assert where == str(root / "compliance" / "__init__.py")
    assert run("-c", FINDS_DATA, cwd=tmp_path, python=python) == digest
    assert list((tmp_path / "venv").rglob("compliance/rulesets")) == []


def fresh_environment(folder: Path) -> Path:
    """An environment that borrows what is installed in this one."""
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    asked = "import json, sysconfig; print(json.dumps(sysconfig.get_path('purelib')))"
    site_packages = Path(json.loads(run("-c", asked, cwd=folder, python=python)))
    # Named paths are added as they are: the `.pth` files in them are not read, so
    # an editable install of this project in them stays unseen.
    borrowed = [path for path in sys.path if path.endswith("site-packages")]
    (site_packages / "zz_borrowed.pth").write_text("\n".join(borrowed) + "\n")
    return python


def install(python: Path, *arguments: str) -> None:
    pip = ("-m", "pip", "--python", str(python), "install", "--quiet")
    run(*pip, "--no-index", "--no-deps", *arguments, cwd=python.parent)


def run(
    *arguments: str,
    cwd: Path,
    python: Path = Path(sys.executable),
    path: Path | None = None,
) -> str:
    """What a program prints; its errors are shown when it fails."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONPATH", "PYTHONHOME"}
    }
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    done = subprocess.run(
        [str(python), *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{arguments}\n{done.stdout}{done.stderr}"
    return done.stdout.strip()
