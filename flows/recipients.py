"""Who is told by which channel: the settings against the register of offices. Without settings everything is a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.channel_settings import ChannelSettings, RecipientSettings
from flows.references import check_reference, is_reference
from flows.wrong_setting import WrongSetting
from schemas.units import Units

if TYPE_CHECKING:
    from flows.instance import Instance

FILE = ChannelSettings(name="file", kind="file")
DATA_OFFICER, LEADER, BUREAU = "data-officer", "leader", "bureau"
_WHOLE_COUNTY = {DATA_OFFICER: "data officer", LEADER: "leader", BUREAU: "bureau"}
_OF_A_LEADER = "/leader"


@dataclass(frozen=True)
class Recipient:
    """`key` is a unit's code, `CODE/leader`, or one of the county's three; `to` are addresses or what names them, of the channel."""

    key: str
    name: str
    channel: ChannelSettings
    to: tuple[str, ...] = ()


def leader_of(unit: str) -> str:
    return unit + _OF_A_LEADER


def check_channels(instance: "Instance", units: Units) -> None:
    """What only the register and the other settings can tell to be wrong. Raises WrongSetting with one line."""
    said = instance.settings
    channels = _by_name(said.channel)
    seen: set[tuple[str, str]] = set()
    for number, recipient in enumerate(said.recipient, 1):
        whose = f"recipient {recipient.who}{' ' + recipient.unit if recipient.unit else ''}"
        if (key := (recipient.who, _unit(recipient, units))) in seen:
            raise WrongSetting(f"{whose}: number {number} is the same recipient again: list its addresses in one `to`")
        seen.add(key)
        if (channel := channels.get(recipient.channel)) is None:
            raise WrongSetting(f"{whose}: channel: {recipient.channel} is none of {', '.join(channels)}")
        if channel.kind == "mail" and said.mail is None:
            raise WrongSetting(f"{whose}: channel {channel.name} is mail, and there is no [mail] with a server")
        _check_addresses(whose, channel, recipient)


def _check_addresses(whose: str, channel: ChannelSettings, recipient: RecipientSettings) -> None:
    if channel.kind not in ("mail", "zhezhengding"):
        if recipient.to:
            raise WrongSetting(f"{whose}: to: a {channel.kind} channel has no addresses")
        return
    if not recipient.to:
        raise WrongSetting(f"{whose}: to: whose address on {channel.name}?")
    for place, address in enumerate(recipient.to, 1):
        if not (is_reference(address) or (channel.kind == "mail" and "@" in address.strip("@"))):
            wanted = "an address or the name of a variable" if channel.kind == "mail" else "the name of a variable: accounts are persons"
            raise WrongSetting(f"{whose}: to: number {place}: {wanted}")


def check_channel_secrets(instance: "Instance") -> None:
    """An environment variable that a channel or an address names and nobody set. Raises WrongSetting."""
    for channel in instance.settings.channel:
        for reference in channel.references:
            check_reference(f"channel {channel.name}", reference)
    if instance.settings.mail and any(channel.kind == "mail" for channel in instance.settings.channel):
        check_reference("mail", instance.settings.mail.password)
    for recipient in instance.settings.recipient:
        for address in recipient.to:
            if is_reference(address):
                check_reference(f"recipient {recipient.who}", address)


def read_recipients(instance: "Instance", units: Units) -> dict[str, Recipient]:
    """By key. Every office and the data officer have a channel; the others where one is configured."""
    said = instance.settings
    channels = _by_name(said.channel)
    by_whom = {(r.who, _unit(r, units)): r for r in said.recipient}

    def found(key: str, name: str, *places: tuple[str, str]) -> Recipient | None:
        for place in places:
            if place in by_whom:
                recipient = by_whom[place]
                return Recipient(key, name, channels[recipient.channel], tuple(recipient.to))
        return None

    names = {DATA_OFFICER: said.data_officer, LEADER: "领导", BUREAU: said.ask}
    recipients = [found(key, names[key], (who, "")) for key, who in _WHOLE_COUNTY.items()]
    recipients.append(None if recipients[0] else Recipient(DATA_OFFICER, said.data_officer, FILE))
    for unit in units.by_code.values():
        office = found(unit.code, unit.name, ("office", unit.code), ("office", ""))
        recipients.append(office or Recipient(unit.code, unit.name, FILE))
        recipients.append(found(leader_of(unit.code), f"{unit.name}分管领导", ("office leader", unit.code), ("office leader", "")))
    return {recipient.key: recipient for recipient in recipients if recipient}


def _by_name(channels: Iterable[ChannelSettings]) -> dict[str, ChannelSettings]:
    by_name: dict[str, ChannelSettings] = {}
    for channel in channels:
        if channel.name in by_name:
            raise WrongSetting(f"channel {channel.name}: two channels have this name")
        by_name[channel.name] = channel
    return {FILE.name: FILE, **by_name}


def _unit(recipient: RecipientSettings, units: Units) -> str:
    if not recipient.unit:
        return ""
    unit = recipient.unit if recipient.unit in units.by_code else units.find(recipient.unit)
    if not unit:
        raise WrongSetting(f"recipient {recipient.who}: unit: {recipient.unit} is no unit of units.csv")
    return unit
