"""Telling the data officer between nights: a file in any case, then the officer's own channel. Quiet hours are for what can wait."""

import hashlib

from flows.carriers import Words, carrier_of
from flows.heartbeat import put
from flows.instance import Instance
from flows.recipients import DATA_OFFICER, read_recipients
from flows.references import look_up_here
from flows.wrong_setting import reading
from schemas.units import read_units


def tell_officer(instance: Instance, file: str, subject: str, text: str, for_group: str) -> None:
    """Once under a file's name: sent again, it is not shown again where the channel can tell. Raises Undelivered, WrongSetting.

    `for_group` is what a group may read: no name of a person, of a project or of somebody's file.
    """
    put(instance.var / "outbox" / file, text)
    with reading(instance.config / "units.csv"):
        units = read_units(instance.config / "units.csv", instance.settings.county)
    officer = read_recipients(instance, units)[DATA_OFFICER]
    if officer.channel.kind == "file":
        return
    key = hashlib.sha256(f"{instance.home}|{instance.settings.county}|{file}".encode()).hexdigest()[:32]
    carrier = carrier_of(instance, officer, Words(subject, text, text, for_group), key, look_up_here)
    for number, piece in enumerate(carrier.pieces):
        carrier.send(number, piece)
