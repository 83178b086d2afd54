"""The Kecheng county from every kind of source at once, as an operator configures and runs it; two more sources are down."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from imap_tools import MailBoxUnencrypted

from examples.kecheng.inbox import build
from flows import instance as instances
from flows.instance import Instance
from flows.night import begin, prepare
from flows.pulling import pull_sources
from tests.commands import Said, saima
from tests.sheets import AS_OF, Home, ledger, project
from tests.sources.servers import HOST, KINDS, PASSWORD, USER, VANISHES, Served, cut_off, free_port, imap, silent

pytestmark = [pytest.mark.xdist_group("sources-night"), pytest.mark.timeout(900)]  # a loaded machine walks this night slowly
WRONG, ADDRESS = "Falsch-4711", "office{}@kecheng.example.com"
#: The command after a Secret block was saved: one process, for each starts a server of its own.
_NIGHT = """
import os, sys
from pathlib import Path
from flows.prefect_home import settle_prefect
settle_prefect(Path(sys.argv.pop(1)))
from prefect.blocks.system import Secret
Secret(value=os.environ["WEBDAV_PASSWORD"]).save("dav-password")
from flows.cli import main
main()
"""


@dataclass
class Split(Home):
    """An instance whose sheets lie on seven servers, and what its night printed."""

    folder: Path
    secrets: dict[str, str] = field(default_factory=dict)
    said: Said | None = None
    status: Said | None = None

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'var' / 'warehouse.db'}"

    @property
    def instance(self) -> Instance:
        return Instance(self.folder)

    def run(self, *words: str) -> Said:
        return saima(*words, "--home", self.folder, **self.secrets, PREFECT_LOGGING_LEVEL="DEBUG")

    def night_as_printed(self) -> Said:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("SAIMA_", "PREFECT_"))}
        environment = clean | self.secrets | {"PYTHONPATH": str(Path(instances.__file__).parents[1]), "PREFECT_LOGGING_LEVEL": "DEBUG"}
        words = ["-c", _NIGHT, self.folder / "var", "run", "--as-of", "2022-06-30", "--home", self.folder]
        done = subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, timeout=800)
        return Said(done.returncode, done.stdout, done.stderr)


def told(name: str, served: Served, password: str) -> str:
    lines = {"name": name, "url": served.url, "settle": 0, "tries": 2, "wait": 0.1, "user": USER, **served.options, "password": password}
    return "[[source]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in lines.items()) + "\n"


def mail(port: int, sender: str, subject: str, files: dict[str, bytes], folder: str = "INBOX") -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = sender, subject
    message.set_content("请查收")
    for name, content in files.items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    with MailBoxUnencrypted(HOST, port=port, timeout=10).login(USER, PASSWORD) as box:
        if not box.folder.exists(folder):
            box.folder.create(folder)
        box.append(message.as_bytes(), folder)


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sheets")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def split(sheets: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Split]:
    place = tmp_path_factory.mktemp("split")
    instances.init(place / "county")
    home, text, senders = Split(place / "county"), "", ["address,unit"]
    with ExitStack() as stack:
        servers = {name: stack.enter_context(kind(place / name)) for name, kind in KINDS.items()}
        servers["mail"] = stack.enter_context(imap(place / "mail"))
        for number, path in enumerate(sorted(p for p in sheets.rglob("*") if p.is_file())):
            inside, name = path.relative_to(sheets), list(servers)[number % len(servers)]
            if name != "mail":
                servers[name].put(inside.as_posix(), path.read_bytes())
                continue
            senders.append(f"{ADDRESS.format(number)},{inside.parts[0]}")
            mail(servers["mail"].port, ADDRESS.format(number), "报送", {inside.name: path.read_bytes()})
        for name, served in servers.items():
            variable = f"{name.upper()}_PASSWORD"
            home.secrets[variable] = str(served.options.pop("password", PASSWORD))
            text += told(name, served, "prefect:dav-password" if name == "webdav" else variable)
        home.secrets["DENIED_PASSWORD"] = WRONG
        text += "".join(told(*fault) for fault in faults(servers, stack))
        servers["http"].put(f"石梁镇/{VANISHES}.xlsx", b"PK")
        text += told("many", photos(place / "many"), "FOLDER_PASSWORD")
        mail(servers["mail"].port, "evil@example.org", "台账", {"石梁镇台账.xlsx": forged()})
        mail(servers["mail"].port, ADDRESS.format(6), "招商项目台账无变化", {"../../x.xlsx": b"PK"})
        (place / "county" / "saima.toml").write_text(text, encoding="utf-8")
        (place / "county" / "config" / "senders.csv").write_text("\n".join(senders), encoding="utf-8")
        home.said = home.night_as_printed()
        home.status = home.run("status", "--json")
        yield home


def faults(servers: dict[str, Served], stack: ExitStack) -> Iterator[tuple[str, Served, str]]:
    """Of every kind a source that refuses, one that never answers, one with a wrong password, one that is cut in the middle."""
    silence = stack.enter_context(silent())
    for kind, served in servers.items():
        if kind == "folder":
            continue
        password = f"{kind.upper()}_PASSWORD"
        yield f"refused-{kind}", moved(served, free_port()), password
        yield f"slow-{kind}", moved(served, silence, timeout=1, tries=1), password
        yield f"denied-{kind}", served, "DENIED_PASSWORD"
        large = os.urandom(600_000)
        if kind == "mail":
            mail(served.port, ADDRESS.format(6), "报送", {"大.xlsx": large}, "cut")
        elif served.bucket is not None:
            served.bucket.put_object(Bucket="sheets", Key="cut/大.xlsx", Body=large)
        else:
            (served.folder.parent / "cut").mkdir()
            (served.folder.parent / "cut" / "大.xlsx").write_bytes(large)
        other = {"inbox": "cut"} if kind == "mail" else {}
        cut = moved(served, stack.enter_context(cut_off(served.port, 200_000)), tries=1, timeout=3, **other)
        yield f"cut-{kind}", replace(cut, url=cut.url.replace("/inbox", "/cut")), password


def photos(folder: Path) -> Served:
    """10,000 files that nobody asked for."""
    folder.mkdir()
    for number in range(10_000):
        (folder / f"{number}.jpg").touch()
    return Served(str(folder), folder, {"pattern": "*.xls*"})


def moved(served: Served, port: int, **options: Any) -> Served:
    """The same server behind another port."""
    there = served.at_port(port)
    return replace(served, url=there.pop("url"), options={**served.options, **there, **options})


def forged() -> bytes:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in ledger("石梁镇", [project("冒名项目")]):
        sheet.append(row)
    book.save(buffer)
    return buffer.getvalue()


def test_the_night_is_finished_and_published(split: Split) -> None:
    assert split.said and split.said.code == 0, split.said
    assert "冒名项目" not in split.said.out


def test_every_figure_is_the_same_as_from_one_folder(split: Split, sheets: Path, tmp_path: Path) -> None:
    one = Home(tmp_path, f"sqlite:///{tmp_path / 'warehouse.db'}")
    (tmp_path / "inbox").rmdir()
    (tmp_path / "inbox").symlink_to(sheets)
    one.night()
    mine = ("source_unreachable", "source_incomplete", "name_refused", "sender_unknown")
    assert split.figures() == one.figures()
    assert sorted(f for f in split.findings() if f[1] not in mine) == sorted(one.findings())


REMOTE = [kind for kind in (*KINDS, "mail") if kind != "folder"]
SAID = {"refused": "连不上", "slow": "很久没有应答", "denied": "用户名或口令不对", "cut": ""}


def test_every_fault_of_every_kind_is_one_clear_finding(split: Split) -> None:
    found = split.rows(
        "SELECT rule, message FROM bi_finding WHERE rule IN ('source_unreachable', 'source_incomplete', 'name_refused', 'sender_unknown')"
    )
    said = {rule: sorted(str(f["message"]) for f in found if f["rule"] == rule) for rule in {str(f["rule"]) for f in found}}
    down = {line.split("”")[0].removeprefix("“"): line for line in said["source_unreachable"]}
    assert len(said["source_unreachable"]) == len(down), "one each, whatever was tried"
    assert set(down) == {f"{fault}-{kind}" for fault in SAID for kind in REMOTE}
    assert [name for name, line in down.items() if SAID[name.split("-")[0]] not in line] == []
    assert (
        len(said["source_incomplete"]) == 1
        and "有1个文件今晚没有取到" in said["source_incomplete"][0]
        and VANISHES in said["source_incomplete"][0]
    )
    assert "evil@example.org" in said["sender_unknown"][0] and len(said["sender_unknown"]) == 1
    assert "../../x.xlsx" in said["name_refused"][0] and len(said["name_refused"]) == 1


def test_status_and_digest_say_what_each_source_gave(split: Split) -> None:
    assert split.status
    sources: dict[str, dict[str, Any]] = {row["source"]: row for row in split.status.json["sources"]}
    assert (sources["many"]["listed"], sources["many"]["fetched"], sources["many"]["trouble"]) == (10_000, 0, "")
    assert set(sources) == {*KINDS, "mail", "many", *(f"{fault}-{kind}" for fault in SAID for kind in REMOTE)}
    for name in (*KINDS, "mail"):
        assert sources[name]["read_at"] and sources[name]["came"] and not sources[name]["trouble"]
    assert sources["refused-smb"]["read_at"] == "" and "连不上" in sources["refused-smb"]["trouble"]
    digest = next((split.folder / "var" / "outbox").glob("*data-officer.txt")).read_text(encoding="utf-8")
    assert "  · denied-sftp：今晚没有读成：用户名或口令不对" in digest
    assert "上次读到（从未），沿用上次的报送" in digest and "列出" in digest


def test_no_change_is_kept_for_whoever_asks_who_has_sent(split: Split) -> None:
    rows = split.rows("SELECT source, form, said FROM nil_note")
    assert rows == [{"source": "mail", "form": "projects", "said": "招商项目台账无变化"}]


def test_no_password_stands_anywhere(split: Split) -> None:
    """In what was printed, logs, letters, Prefect's database with its artifacts and logs, and the warehouse."""
    assert split.said and split.status
    secrets = [secret.encode() for secret in {*split.secrets.values(), PASSWORD}]
    printed = (split.said.out + split.said.err + split.status.out + split.status.err).encode()
    files = [path for path in split.folder.rglob("*") if path.is_file() and "sha256" not in path.parts]
    assert any("prefect" in path.parts for path in files) and any(path.suffix == ".db" for path in files)
    for secret in secrets:
        assert secret not in printed
        assert [path for path in files if secret in path.read_bytes()] == []


def test_the_next_night_fetches_nothing_that_did_not_change(split: Split, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its pulling alone, of the sources that work: the night after it is every night's."""
    for name, secret in split.secrets.items():
        monkeypatch.setenv(name, secret)
    night = prepare(split.instance, AS_OF)
    night.places = [replace(place, password="WEBDAV_PASSWORD" if place.name == "webdav" else place.password)
                    for place in night.places if place.name in (*KINDS, "mail")]  # fmt: skip
    begin(night)
    pull_sources(night)
    found = {pulled.source: pulled for pulled in night.sources}
    assert [found[name].trouble for name in (*KINDS, "mail")] == [None] * (len(KINDS) + 1)
    assert {name: found[name].fetched for name in KINDS if name != "folder"} == {name: 0 for name in KINDS if name != "folder"}
    assert (found["mail"].listed, night.arrived) == (0, [])
