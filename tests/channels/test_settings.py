"""[[channel]] and [[recipient]] of saima.toml: strict, in one line, and never a password."""

import re
from pathlib import Path

import pytest

from flows.instance import CODE, SHIPPED, Instance
from flows.night import prepare
from flows.recipients import check_channel_secrets, check_channels, read_recipients
from flows.references import look_up_here
from flows.wrong_setting import WrongSetting
from schemas.units import read_units

UNITS = read_units(SHIPPED / "units.csv")
GROUP = '[[channel]]\nname = "group"\nkind = "dingtalk"\ntoken = "DING_TOKEN"\nsecret = "DING_SECRET"\n'
WORK = '[[channel]]\nname = "work"\nkind = "zhezhengding"\nkey = "ZZD_KEY"\nsecret = "ZZD_SECRET"\ntenant = "196729"\n'
POST = '[[channel]]\nname = "post"\nkind = "mail"\n[mail]\nserver = "smtp://localhost:2525"\nsender = "saima@example.com"\n'
OFFICE = '[[recipient]]\nwho = "office"\nunit = "石梁镇"\n'


def instance(folder: Path, text: str) -> Instance:
    (folder / "saima.toml").write_text(text, encoding="utf-8")
    return Instance(folder)


def test_without_settings_offices_and_the_data_officer_have_files(tmp_path: Path) -> None:
    found = read_recipients(instance(tmp_path, ""), UNITS)
    assert set(found) == {*UNITS.by_code, "data-officer"}
    assert {recipient.channel.kind for recipient in found.values()} == {"file"}


def test_an_offices_own_channel_comes_before_that_of_all_offices(tmp_path: Path) -> None:
    text = f"""{GROUP}{WORK}{POST}{OFFICE}channel = "post"\nto = ["zsj@example.com", "SHILIANG_MAIL"]
[[recipient]]\nwho = "office"\nchannel = "group"
[[recipient]]\nwho = "office leader"\nunit = "330802101"\nchannel = "work"\nto = ["HANGBU_LEADER"]
[[recipient]]\nwho = "data officer"\nchannel = "group"\n[[recipient]]\nwho = "leader"\nchannel = "file"\n"""
    made = instance(tmp_path, text)
    check_channels(made, UNITS)
    found = read_recipients(made, UNITS)
    shown = {key: (r.name, r.channel.name, r.to) for key, r in found.items()}
    assert shown["330802100"] == ("石梁镇", "post", ("zsj@example.com", "SHILIANG_MAIL"))
    assert shown["330802101"] == ("航埠镇", "group", ())
    assert shown["330802101/leader"] == ("航埠镇分管领导", "work", ("HANGBU_LEADER",))
    assert shown["data-officer"][1:] == ("group", ()) and shown["leader"] == ("领导", "file", ())
    assert "330802100/leader" not in found and "bureau" not in found


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (GROUP + 'secrt = "X"', ("channel group: secrt", "did you mean secret?")),
        (GROUP.replace("DING_TOKEN", "0f3a-geheim"), ("channel group: token", "never stands in saima.toml")),
        (GROUP.replace("dingtalk", "pigeon"), ("channel group: kind", "'dingtalk'")),
        (GROUP.replace('token = "DING_TOKEN"\n', ""), ("channel group", "dingtalk needs token")),
        (GROUP + 'quiet = "21-7"', ("channel group: quiet", "21:00-07:30")),
        (GROUP + 'url = "https://host/robot/send?access_token=geheim"', ("channel group: url",)),
        (GROUP + GROUP, ("channel group", "two channels have this name")),
        (WORK.replace('tenant = "196729"\n', ""), ("channel work", "needs tenant")),
        (GROUP + OFFICE + 'channel = "grup"', ("recipient office 石梁镇: channel", "grup is none of file, group")),
        (GROUP + OFFICE + 'channel = "group"\nto = ["x@y.cn"]', ("recipient office 石梁镇: to", "no addresses")),
        (POST + OFFICE + 'channel = "post"', ("recipient office 石梁镇: to", "whose address")),
        (POST + OFFICE + 'channel = "post"\nto = ["geheim 1"]', ("recipient office 石梁镇: to: number 1",)),
        (WORK + OFFICE + 'channel = "work"\nto = ["zhang@san"]', ("recipient office 石梁镇: to: number 1", "accounts are persons")),
        (GROUP + OFFICE.replace("石梁镇", "桃花源镇") + 'channel = "group"', ("recipient office: unit", "桃花源镇")),
        (GROUP + (OFFICE + 'channel = "group"\n') * 2, ("recipient office 石梁镇: number 2", "same recipient")),
        (POST.split("[mail]")[0] + OFFICE + 'channel = "post"\nto = ["a@b.cn"]', ("recipient office 石梁镇", "no [mail]")),
        (GROUP + '[[recipient]]\nwho = "leader"\nunit = "石梁镇"\nchannel = "group"', ("recipient number 1", "whole county's")),
        ('[escalation]\nboss = 3', ("escalation.boss", "no such setting")),
        ('[watch]\nbegins = "2am"', ("watch.begins", "07:30")),
    ],
)  # fmt: skip
def test_a_wrong_channel_is_one_line(tmp_path: Path, text: str, parts: tuple[str, ...]) -> None:
    with pytest.raises(WrongSetting) as caught:
        prepare(instance(tmp_path, text))
    said = str(caught.value)
    assert "\n" not in said and "geheim" not in said
    for part in parts:
        assert part in said, said


def test_a_password_that_nobody_set_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = instance(tmp_path, GROUP)
    with pytest.raises(WrongSetting, match="channel group: password: the environment has no DING_TOKEN"):
        check_channel_secrets(made)
    monkeypatch.setenv("DING_TOKEN", "geheim")
    monkeypatch.setenv("DING_SECRET", "geheim")
    check_channel_secrets(made)
    assert "geheim" not in str(made.shown()) and made.shown()["channel"] == "group dingtalk"
    with pytest.raises(WrongSetting, match="out of reach"):
        look_up_here("prefect:ding-token")


def test_the_page_for_operators_shows_settings_that_are_right(tmp_path: Path) -> None:
    page = (CODE / "docs" / "channels.md").read_text(encoding="utf-8")
    examples = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    kinds = set()
    for example in examples:
        made = instance(tmp_path, example)
        check_channels(made, UNITS)
        kinds |= {recipient.channel.kind for recipient in read_recipients(made, UNITS).values()}
    assert kinds == {"file", "mail", "dingtalk", "wecom", "feishu", "zhezhengding"}
