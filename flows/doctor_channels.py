"""saima doctor's look at channels: passwords that are named exist, the mail server takes a connection, everything was delivered. Nothing is sent."""

from collections.abc import Callable, Iterator

from bulletins.diagnosis import Looked
from connectors.reachable import why_unreachable
from flows.instance import Instance
from flows.recipients import FILE
from flows.references import is_block, is_reference
from warehouse.database import Database
from warehouse.notices import undelivered

Wrong = Callable[[str, str], Looked | None]  # whose, reference → what is wrong with it


def look_at_channels(instance: Instance, wrong_reference: Wrong) -> Iterator[Looked]:
    """A line a channel, and what of it is not well."""
    said = instance.settings
    if said.mail is None and not said.channel:
        yield Looked("ok", "通知渠道", "只写文件（var/outbox、var/returns）")
    if said.mail is not None:
        why = why_unreachable(said.mail.server)
        if wrong := wrong_reference("mail", said.mail.password):
            yield wrong
        elif why:
            yield Looked("bad", "邮件", f"{said.mail.server} 连不上（{why}）", "请确认地址、端口和防火墙；信件已写成文件，不会丢")
        else:
            yield Looked("ok", "邮件", said.mail.server)
    for channel in said.channel:
        found = [wrong for reference in channel.references if (wrong := wrong_reference(f"渠道 {channel.name}", reference))]
        yield from found or [Looked("ok", f"渠道 {channel.name}", channel.kind)]
    for recipient in said.recipient:
        whose = f"收件人 {recipient.unit or recipient.who}"
        yield from (wrong for to in recipient.to if is_reference(to) and (wrong := wrong_reference(whose, to)))
    yield from _watchdog(instance)
    yield from _not_delivered(instance)


def _watchdog(instance: Instance) -> Iterator[Looked]:
    """The watchdog speaks when Prefect is down, and then no Secret block can be read."""
    officer = next((r for r in instance.settings.recipient if r.who == "data officer"), None)
    channel = next((c for c in instance.settings.channel if officer and c.name == officer.channel), FILE)
    mail = instance.settings.mail
    named = [*channel.references, *(officer.to if officer else []), *([mail.password] if mail and channel.kind == "mail" else [])]
    if any(is_block(reference) for reference in named):
        yield Looked(
            "warn",
            "看门狗",
            f"数据管理员的渠道 {channel.name} 用的是 Prefect 里的口令，Prefect 停了就报不了警",
            "改用环境变量，见 docs/channels.md",
        )


def _not_delivered(instance: Instance) -> Iterator[Looked]:
    try:
        db = Database(instance.warehouse_url)
        waits = [] if db.is_absent else undelivered(db)  # to open it would make it
    except Exception:  # noqa: BLE001 - the warehouse has a line of its own
        return
    if waits:
        names = "、".join(dict.fromkeys(str(row["recipient"]) for row in waits))
        yield Looked("warn", "没有送达", f"{len(waits)}条：{names}", "saima status 看原因；改好后 saima send --again")
