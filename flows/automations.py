"""Prefect's automations of a Saima server: who is told when a run fails, crashes, hangs, is late or stuck, or a night is withheld.

A process that is killed says nothing: its run would stay Running for ever. So runs send a heartbeat (prefect.yaml), and one
whose heart is silent is marked Crashed, which tells. Made again, each is replaced; others of the server are left alone.
An event may be told more than once: Prefect takes up again what a busy database broke off. Who is told knows it by run and state.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from uuid import UUID

from prefect.blocks.webhook import Webhook
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ActionTypes, CallWebhook, ChangeFlowRunState, RunDeployment
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification
from prefect.exceptions import ObjectNotFound
from pydantic import SecretStr

from flows import deployed
from flows.references import check_reference, is_reference, look_up
from flows.wrong_setting import WrongSetting

#: Runs of Saima alone: another team's on the same server are not ours to judge. The alarm itself has no such tag, so none rings for it.
_OURS = ResourceSpecification({"prefect.resource.role": "tag", "prefect.resource.id": "prefect.tag.saima"})
_RUNS, _BATCHES = "prefect.flow-run.*", "saima.batch.*"
_ENDS = ("Completed", "Withheld", "Failed", "TimedOut", "Cancelled", "Crashed")
#: Three heartbeats of 30 seconds; a run that was assigned starts within minutes.
SILENCE, START = timedelta(seconds=90), timedelta(minutes=10)
WEBHOOK = "saima-webhook"
#: What a webhook is sent: no figure, no office, no name of a person.
_SAID = {"run": "{{ flow_run.name }}", "state": "{{ flow_run.state.name }}", "event": "{{ event.event }}"}


def make_automations(webhook: str = "", silence: timedelta = SILENCE, start: timedelta = START) -> list[str]:
    """Create or replace them on the server of PREFECT_API_URL; their names. `webhook` names where its URL stands; one named before is kept.

    Raises WrongSetting.
    """
    if webhook and not is_reference(webhook):
        raise WrongSetting("webhook: a URL may hold a token: name the variable that holds it, or prefect:BLOCK")
    check_reference("webhook", webhook)
    with get_client(sync_client=True) as client:
        block = _block(look_up(webhook)) if webhook else _named_before(client)
        try:
            alarm = client.read_deployment_by_name(deployed.ALARM).id
        except ObjectNotFound:
            raise WrongSetting(f"there is no deployment {deployed.ALARM} yet: `saima service deploy` makes all of them") from None
        made = list(_automations(alarm, block, silence, start))
        for automation in made:
            for old in client.read_automations_by_name(automation.name):
                client.delete_automation(old.id)
            client.create_automation(automation)
    return [automation.name for automation in made]


def _block(url: str) -> UUID:
    """The block that keeps the webhook's URL, which may hold a token: Prefect stores it encrypted and shows it masked."""
    if not url.startswith(("http://", "https://")):
        raise WrongSetting("webhook: its variable holds no http(s) URL")
    return UUID(str(Webhook(method="POST", url=SecretStr(url)).save(WEBHOOK, overwrite=True)))


def _named_before(client: SyncPrefectClient) -> UUID | None:
    """Who deploys again after an upgrade need not say it again."""
    try:
        return client.read_block_document_by_name(WEBHOOK, "webhook").id
    except ObjectNotFound:
        return None


def _automations(alarm: UUID, block: UUID | None, silence: timedelta, start: timedelta) -> Iterator[AutomationCore]:
    def told(name: str, what: str, trigger: EventTrigger) -> AutomationCore:
        return AutomationCore(name=name, trigger=trigger, actions=_tell(what, alarm, block))

    yield told(deployed.FAILED, "failed", _seen("Failed", "TimedOut"))
    yield told(deployed.CRASHED, "crashed", _seen("Crashed"))
    yield told(deployed.LATE, "late", _seen("Late"))
    yield told(deployed.STUCK, "stuck", _unseen("Pending", ("Running", *_ENDS), start))
    withheld = EventTrigger(match=ResourceSpecification({"prefect.resource.id": _BATCHES}), expect={"saima.night.withheld"},
                            for_each={"prefect.resource.id"}, posture=Posture.Reactive)  # fmt: skip
    yield told(deployed.WITHHELD, "withheld", withheld)
    crash = ChangeFlowRunState(name="Crashed", state=StateType.CRASHED, force=False,
                               message="its process is silent: it was killed, or its machine is gone")  # fmt: skip
    yield AutomationCore(name=deployed.SILENT, trigger=_unseen("heartbeat", ("heartbeat", *_ENDS), silence), actions=[crash])


def _seen(*states: str) -> EventTrigger:
    return EventTrigger(match=ResourceSpecification({"prefect.resource.id": _RUNS}), match_related=_OURS, expect=set(_events(states)),
                        for_each={"prefect.resource.id"}, posture=Posture.Reactive)  # fmt: skip


def _unseen(after: str, states: Iterable[str], within: timedelta) -> EventTrigger:
    return EventTrigger(match=ResourceSpecification({"prefect.resource.id": _RUNS}), match_related=_OURS, after=set(_events([after])),
                        expect=set(_events(states)), for_each={"prefect.resource.id"}, posture=Posture.Proactive, within=within)  # fmt: skip


def _events(states: Iterable[str]) -> Iterator[str]:
    return (f"prefect.flow-run.{state}" for state in states)


def _tell(what: str, alarm: UUID, block: UUID | None) -> list[ActionTypes]:
    """A notice in the outbox, by a run that needs a worker; a webhook needs none."""
    said = {"what": what, "run": {"__prefect_kind": "jinja", "template": "{{ flow_run.name }}"}}
    actions: list[ActionTypes] = [RunDeployment(source="selected", deployment_id=alarm, parameters=said, job_variables=None)]
    if block:
        actions.append(CallWebhook(block_document_id=block, payload=json.dumps({"what": what, **_SAID})))
    return actions
