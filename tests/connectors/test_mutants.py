"""Workbooks broken at random go through the sandbox: each has an outcome, none dies of our own code, nothing is left behind."""

from collections import Counter
from functools import partial
from pathlib import Path
from random import Random

import pytest

from connectors.child import Job, ReadSettings, read_chunk
from connectors.reader import CHUNK, open_sandbox
from connectors.sandbox import Death
from flows.instance import SHIPPED
from tests.conftest import some
from tests.connectors.mutants import corpus_seeds, mutate, seeds
from tests.connectors.reading_page import CORPUS
from tests.sheets import AS_OF

PARTS, EACH = 100, 1_000
#: Where an exception ends in a library that reads bytes we cannot vouch for: its file dies, as of a crash.
THEIRS = ("PanicException",)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", some(range(PARTS), 1))
def test_no_broken_workbook_escapes_or_hangs(part: int, tmp_path: Path) -> None:
    rng, own, found = Random(part), seeds(60), corpus_seeds(CORPUS) if CORPUS.is_dir() else []
    inbox, staging = tmp_path / "inbox", tmp_path / "staging"
    inbox.mkdir()
    jobs = []
    for number in range(EACH):
        ending, content = rng.choice(found if found and rng.random() < 0.4 else own)
        path = inbox / f"{number}.{ending}"
        path.write_bytes(mutate(rng, content))
        jobs.append(Job(number, path, f"石梁镇2022年6月台账{number}.{ending}", "330802100", AS_OF))
    outcomes: Counter[str] = Counter()
    with open_sandbox(2, EACH) as sandbox:
        chunks = [jobs[start : start + CHUNK] for start in range(0, EACH, CHUNK)]
        for items, outcome in sandbox.map(partial(read_chunk, ReadSettings(SHIPPED, staging, "柯城区")), chunks):
            if isinstance(outcome, Death):
                ours = "Traceback" in outcome.detail and not any(name in outcome.detail for name in THEIRS)
                assert outcome.reason != "killed" or not ours, f"{items[0].path}\n{outcome.detail}"
                outcomes[outcome.reason] += len(items)
            else:
                seen = set(outcome.stopped) | {draft.arrival for draft in outcome.drafts}
                assert seen == {job.arrival for job in items}
                outcomes.update(outcome.stopped.get(job.arrival, "read") for job in items)
    assert outcomes.total() == EACH and outcomes["read"] > EACH // 10 and outcomes["file_unreadable"] > EACH // 20, outcomes
    assert outcomes["timeout"] <= 2, outcomes
    assert {path.name for path in tmp_path.iterdir()} <= {"inbox", "staging"} and len(list(inbox.iterdir())) == EACH
