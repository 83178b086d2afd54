"""The step that audits: Great Expectations is asked about the candidate while nobody sees it, and what it saw is left as pages."""

from pathlib import Path
from typing import TYPE_CHECKING

from bulletins.audit_page import Audited, write_audit_page
from warehouse.rates import RANKED

if TYPE_CHECKING:
    from expectations.audit import Outcome
    from flows.night import Night


def audit_candidate(night: "Night") -> None:
    """Judge the candidate, and leave the Data Docs in var/; a restatement moves nothing and is audited all the same."""
    docs = night.instance.var / "data_docs"
    audited = [
        Audited(o.expectation.name, o.expectation.meaning, o.expectation.severity == "withhold", o.passed, o.counted)
        for o in judge(night, docs)
    ]
    (docs / "saima.html").write_text(write_audit_page(night.at.id, night.as_of, audited), encoding="utf-8")


def judge(night: "Night", docs: Path | None = None) -> "list[Outcome]":
    """Ask Great Expectations; what did not hold withholds the batch, or is a warning. `docs` becomes its Data Docs."""
    from expectations.audit import run_audit
    from expectations.suite import suite

    indicators, units = night.county.indicators, night.county.units.by_code.values()
    ranked = indicators.in_force(night.as_of) if any(u.kind in RANKED and u.active(night.as_of) for u in units) else []
    night.db.close()  # Great Expectations opens it itself
    outcomes = run_audit(night.db.url, suite(indicators.largest_fall, ranked), docs, f"batch-{night.at.id}")
    for outcome in outcomes:
        if not outcome.passed:
            said = f"{outcome.expectation.meaning}（{outcome.expectation.name}：{outcome.seen}）"
            (night.failed if outcome.expectation.severity == "withhold" else night.warned).append(said)
    return outcomes
