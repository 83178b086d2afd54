"""[[source]] of saima.toml: strict, in one line, and never a password."""

from pathlib import Path

import pytest

from flows.instance import SHIPPED, Instance
from flows.night import prepare
from flows.references import look_up
from flows.sources import check_secrets, read_sources
from flows.wrong_setting import WrongSetting
from schemas.senders import read_senders
from schemas.units import read_units

UNITS = read_units(SHIPPED / "units.csv")
NAS = '[[source]]\nname = "nas"\nurl = "smb://nas/sheets/inbox"\n'


def instance(folder: Path, text: str) -> Instance:
    (folder / "saima.toml").write_text(text, encoding="utf-8")
    return Instance(folder)


def test_sources_stand_beside_the_inbox(tmp_path: Path) -> None:
    text = f'inbox = ["inbox"]\n{NAS}user = "saima"\npassword = "NAS_PASSWORD"\nunit = "石梁镇"\nmode = "load"\n'
    first, nas = read_sources(instance(tmp_path, text), UNITS)
    assert (first.name, first.url, first.unit) == (str(tmp_path / "inbox"), str(tmp_path / "inbox"), "from folder")
    assert (nas.name, nas.unit, nas.user, nas.password) == ("nas", "330802100", "saima", "NAS_PASSWORD")
    assert [s.name for s in read_sources(instance(tmp_path, NAS), UNITS)] == ["nas"]  # no inbox is meant where none is said
    assert [s.url for s in read_sources(Instance(tmp_path, inbox=["/elsewhere"]), UNITS)] == ["/elsewhere"]


def test_mail_is_its_senders_and_a_place_that_checks_is_not_loaded(tmp_path: Path) -> None:
    text = f'{NAS}mode = "check"\n[[source]]\nname = "mail"\nurl = "imaps://mail.example.com"\n[[source]]\nname = "z"\nurl = "盘"\n'
    mail, folder = read_sources(instance(tmp_path, text), UNITS)
    assert (mail.unit, folder.url, folder.settle) == ("from sender", str(tmp_path / "盘"), 2)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (NAS + 'pasword = "X"', ("source nas: pasword", "did you mean password?")),
        (NAS + 'password = "geheim!"', ("source nas: password", "never stands in saima.toml")),
        (NAS + NAS, ("source nas", "two sources have this name")),
        (NAS + 'unit = "桃花源镇"', ("source nas: unit", "桃花源镇")),
        (NAS + 'unit = "from sender"', ("source nas: unit", "only mail has senders")),
        (NAS + "tries = 0", ("source nas: tries", "greater than or equal to 1")),
        (NAS + 'mode = "watch"', ("source nas: mode", "'load' or 'check'")),
        ('[[source]]\nname = "a"\nurl = "ftp://h/x"', ("source a: url", "ftp:// is none of")),
        ('[[source]]\nname = "a"\nurl = "smb://u:geheim@h/x"', ("source a: url", "a login does not stand in a URL")),
        ('[[source]]\nname = "a"\nurl = "sftp:///x"', ("source a: url", "no host")),
        ('[[source]]\nname = "a b"\nurl = "x"', ("source a b: name",)),
        ('[[source]]\nurl = "x"', ("source number 1: name", "required")),
        ('[source]\nname = "x"', ("source", "list")),
        ('[[source]]\nname = "a"\nurl = "https://h/x"\nmode = "check"', ("source a: mode", "read-only")),
        ('[[source]]\nname = "a"\nurl = "imaps://h"\nmode = "check"', ("source a: mode", "[mail] names no server")),
        ('inbox = ["in"]\n[[source]]\nname = "a"\nurl = "in/自查"\nmode = "check"', ("source a: mode", "loads from")),
        (NAS + '[[source]]\nname = "a"\nurl = "smb://nas/sheets"\nmode = "check"', ("source a: mode", "nas loads from")),
    ],
)
def test_a_wrong_source_is_one_line(tmp_path: Path, text: str, parts: tuple[str, ...]) -> None:
    with pytest.raises(WrongSetting) as caught:
        prepare(instance(tmp_path, text))
    said = str(caught.value)
    assert "\n" not in said and "geheim" not in said
    for part in parts:
        assert part in said, said


def test_a_password_that_nobody_set_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NAS_PASSWORD", raising=False)
    made = instance(tmp_path, NAS + 'password = "NAS_PASSWORD"')
    with pytest.raises(WrongSetting, match="source nas: password: the environment has no NAS_PASSWORD"):
        check_secrets(made)
    check_secrets(made, "check")  # where answers are given nobody needs the night's
    monkeypatch.setenv("NAS_PASSWORD", "x")
    check_secrets(made)
    assert look_up("NAS_PASSWORD") == "x"
    assert "NAS_PASSWORD" not in str(made.shown()["source"])


def senders(folder: Path, text: str) -> dict[str, str]:
    (folder / "senders.csv").write_text(text, encoding="utf-8-sig")
    return dict(read_senders(folder / "senders.csv", UNITS))


def test_the_list_of_senders(tmp_path: Path) -> None:
    assert dict(read_senders(SHIPPED / "senders.csv", UNITS)) == {}
    said = "address,unit\n# a note\nZSJ@Example.com,石梁镇\n@hangbu.example.com,航埠镇\n\n"
    assert senders(tmp_path, said) == {"zsj@example.com": "330802100", "@hangbu.example.com": "330802101"}
    for wrong, part in (
        ("nobody,石梁镇", "no address"),
        ("a@b.cn,桃花源镇", "no unit"),
        ("a@b.cn,石梁镇\nA@b.cn,航埠镇", "another unit's"),
    ):
        with pytest.raises(ValueError, match=part):
            senders(tmp_path, wrong + "\n")
