"""The step that audits: Great Expectations is asked about the candidate while nobody sees it, and what it saw is left as pages."""

from typing import TYPE_CHECKING

from bulletins.audit_page import Audited, write_audit_page
from warehouse.rates import RANKED

if TYPE_CHECKING:
    from flows.night import Night


def audit_candidate(night: "Night") -> None:
    """Ask Great Expectations, and leave its Data Docs in var/; a restatement moves nothing and is audited all the same."""
    from expectations.audit import run_audit
    from expectations.suite import suite

    indicators, units = night.county.indicators, night.county.units.by_code.values()
    ranked = indicators.in_force(night.as_of) if any(u.kind in RANKED and u.active(night.as_of) for u in units) else []
    asked = suite(indicators.largest_fall, ranked)
    docs = night.instance.var / "data_docs"
    outcomes = run_audit(night.db.url, asked, docs, f"batch-{night.at.id}")
    audited = [
        Audited(o.expectation.name, o.expectation.meaning, o.expectation.severity == "withhold", o.passed, o.counted) for o in outcomes
    ]
    (docs / "saima.html").write_text(write_audit_page(night.at.id, night.as_of, audited), encoding="utf-8")
    for outcome in outcomes:
        if not outcome.passed:
            said = f"{outcome.expectation.meaning}（{outcome.expectation.name}：{outcome.seen}）"
            (night.failed if outcome.expectation.severity == "withhold" else night.warned).append(said)
