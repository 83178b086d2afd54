"""The house (design.md): which room imports which, where libraries live, how large a module may be."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

#: What each room may import of ours besides itself.
ROOMS: dict[str, set[str]] = {
    "schemas": set(),
    "connectors": {"schemas"},
    "warehouse": {"schemas"},
    "expectations": {"schemas"},
    "bulletins": {"schemas"},
    "flows": {"schemas", "connectors", "warehouse", "expectations", "bulletins", "examples"},
    "examples": {"schemas"},
    "benchmarks": {"schemas", "connectors", "warehouse", "expectations", "bulletins", "flows", "examples", "tests"},
}
PRODUCT = [room for room in ROOMS if room not in ("examples", "benchmarks")]

#: Where a library may be imported; benchmarks measure them all.
LIBRARIES: dict[str, set[str]] = {
    **dict.fromkeys(("prefect", "prefect_dask", "typer"), {"flows"}),
    "pandera": {"schemas"},
    **dict.fromkeys(("sqlalchemy", "alembic", "psycopg", "adbc_driver_sqlite", "sqlite3"), {"warehouse"}),
    "great_expectations": {"expectations"},
    **dict.fromkeys(("python_calamine", "fastexcel", "xlrd", "msoffcrypto", "puremagic", "pebble"), {"connectors"}),
    **dict.fromkeys(
        ("fsspec", "sshfs", "smbprotocol", "webdav4", "s3fs", "imap_tools", "httpx", "requests", "smtplib", "imaplib", "ftplib"),
        {"connectors"},
    ),
    **dict.fromkeys(("docxtpl", "docx", "xlsxwriter", "lxml", "altair", "vl_convert", "matplotlib"), {"bulletins"}),
    "openpyxl": {"connectors", "bulletins", "examples"},  # reads what calamine does not tell; writes workbooks
    "xlwt": {"examples"},
}
#: Libraries with one file of their own.
ONE_FILE = {"pandera": "schemas/frames.py", "great_expectations": "expectations/audit.py"}
DIALECTS = "warehouse/database.py"
DIALECTS_TOO = {"expectations/audit.py"}  # GX has two ways to add a source
LARGEST = 250
IGNORES = 10


def modules(*rooms: str) -> list[Path]:
    found = (path for room in rooms or ROOMS for path in (ROOT / room).rglob("*.py"))
    return [path for path in sorted(found) if "migrations/versions" not in path.as_posix()]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path, late: bool = True) -> Iterator[str]:
    """The modules that a file imports; without `late`, only when it is imported itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree) if late else _at_import(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def _at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """Nodes outside functions and TYPE_CHECKING blocks."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from _at_import(node)


def tops(path: Path, late: bool = True) -> set[str]:
    return {module.split(".")[0] for module in imports(path, late)}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    others = {*ROOMS, "tests"} - {room} - ROOMS[room]
    wrong = {name(path): tops(path) & others for path in modules(room)}
    assert {where: what for where, what in wrong.items() if what} == {}


def test_imports_are_absolute() -> None:
    assert [name(path) for path in modules() if any(module.startswith(".") for module in imports(path))] == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_lives_in_its_room(library: str) -> None:
    rooms = [room for room in ROOMS if room not in LIBRARIES[library] | {"benchmarks"}]
    assert [name(path) for path in modules(*rooms) if library in tops(path)] == []


@pytest.mark.parametrize("library", ONE_FILE)
def test_a_library_has_one_file(library: str) -> None:
    assert [name(path) for path in modules(*PRODUCT, "examples") if library in tops(path)] == [ONE_FILE[library]]


def test_great_expectations_is_imported_only_when_an_audit_runs() -> None:
    assert [name(path) for path in modules(*PRODUCT) if "great_expectations" in tops(path, late=False)] == []


def test_nothing_loads_prefect_but_the_night_and_its_server() -> None:
    """The command line, decisions and reports work without it."""
    shell = {f"flows/{stem}.py" for stem in ("answer_flow", "artifacts", "automations", "deploying", "nightly", "rounds")}
    loads = {name(path) for path in modules("flows") if "prefect" in tops(path, late=False)}
    assert loads == shell
    after = {f"flows.{Path(module).stem}" for module in shell} - {"flows.nightly"}
    loaders = {name(path) for path in modules("flows") if set(imports(path, late=False)) & after}
    assert loaders <= shell, "imported by a command only when it runs"


def test_one_file_names_dialects() -> None:
    def names_one(path: Path) -> bool:
        said = {node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)}
        return bool(said & {"sqlite", "postgresql"}) or any(module.startswith("sqlalchemy.dialects") for module in imports(path))

    assert {name(path) for path in modules(*PRODUCT) if names_one(path)} <= {DIALECTS, *DIALECTS_TOO}


def test_no_module_of_flows_shadows_a_room_or_a_library() -> None:
    """A file-path entrypoint would put flows/ ahead of everything."""
    folders = {path.parent.name for path in ROOT.glob("*/*.py")}
    declared = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    libraries = {re.split(r"[\[<>=!~; ]", line)[0].replace("-", "_").lower() for line in declared}
    taken = folders | libraries | set(LIBRARIES) | set(sys.stdlib_module_names)
    assert {path.stem for path in modules("flows")} & taken - {"__init__"} == set()


def test_no_module_is_longer_than_250_lines() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules(*PRODUCT, "examples")}
    assert {where: lines for where, lines in lengths.items() if lines > LARGEST} == {}


def test_types_are_ignored_rarely_and_with_a_reason() -> None:
    lines = [(name(path), line) for path in modules() for line in path.read_text(encoding="utf-8").splitlines()]
    ignored = [(where, line.strip()) for where, line in lines if re.search(r"#\s*type:\s*ignore", line)]
    assert len(ignored) <= IGNORES, ignored
    bare = [(where, line) for where, line in ignored if not re.search(r"type: ignore\[[a-z, -]+\]\s*#\s*(?!fmt:)\S", line)]
    assert bare == []


def test_every_room_is_packaged() -> None:
    """setuptools discovers nothing where there are several top-level packages."""
    files = [path for room in [*PRODUCT, "examples"] for path in (ROOT / room).rglob("*") if path.is_file()]
    folders = {name(path.parent).replace("/", ".") for path in files if path.parent.name != "__pycache__"}
    assert set(PROJECT["tool"]["setuptools"]["packages"]) - {"benchmarks"} == folders


HOSTS = re.compile(
    r"p[y]pi\.|p[y]thonhosted|n[p]mjs|conda\.(org|anaconda)|registry\.|proxy\.golang|/simple/|index[_-]url\s*=|mirrors?\.[a-z]",
    re.IGNORECASE,
)
#: A folder of one machine: nobody else has it.
PATHS = re.compile(r"(?<![\w.~/}*-])/(?:home|root|work|Users|workspace|mnt|data|srv)/[\w.-]+")
ALLOWED_HOSTS = {"tests/test_house.py"}


def test_nothing_tracked_names_a_registry_or_a_folder_of_one_machine() -> None:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True)
    found = []
    for where in listed.stdout.splitlines():
        path = ROOT / where
        if where in ALLOWED_HOSTS or not path.is_file() or b"\0" in (content := path.read_bytes())[:8000]:
            continue
        text = content.decode("utf-8", "replace")
        found += [(where, hit.group()) for pattern in (HOSTS, PATHS) for hit in pattern.finditer(text)]
    assert found == []
