"""Running the suite on the candidate with Great Expectations; its results come back as our own words."""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass

from expectations.suite import Expectation


@dataclass(frozen=True)
class Outcome:
    """One expectation's result: `seen` says in short what GX observed."""

    expectation: Expectation
    passed: bool
    seen: str


def run_audit(url: str, suite: Sequence[Expectation]) -> list[Outcome]:
    """Validate every expectation against the warehouse at `url`. Imported here because importing GX takes seconds."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "False")
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.ERROR)
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    if url.startswith("sqlite"):
        source = context.data_sources.add_sqlite("warehouse", connection_string=url)
    else:
        source = context.data_sources.add_sql("warehouse", connection_string=url)
    outcomes: dict[str, Outcome] = {}
    try:
        for view in sorted({e.view for e in suite}):
            mine = [e for e in suite if e.view == view]
            asset = source.add_table_asset(view, table_name=view)
            batch = asset.add_batch_definition_whole_table("candidate").get_batch()
            expected = gx.ExpectationSuite(view)
            for e in mine:
                kind = getattr(gx.expectations, e.kind)
                expected.add_expectation(kind(**e.arguments, meta={"name": e.name}))
            for result in batch.validate(expected, result_format="BASIC").results:
                meta = result.expectation_config.meta
                e = next(x for x in mine if x.name == meta["name"])
                outcomes[e.name] = Outcome(e, bool(result.success), _seen(result))
    finally:  # GX keeps SQLite connections open, and an open one breaks the next bulk load (warehouse/database.py)
        source.get_execution_engine().close()
        source.get_engine().dispose()
    return [outcomes[e.name] for e in suite]


def _seen(result) -> str:  # type: ignore[no-untyped-def]  # GX's result carries a dict of anything
    found = dict(result.result)
    if result.exception_info and result.exception_info.get("raised_exception"):
        return str(result.exception_info.get("exception_message"))[:200]
    if "observed_value" in found:
        return f"{found['observed_value']}"
    return f"{found.get('unexpected_count', 0)} of {found.get('element_count', 0)}: {found.get('partial_unexpected_list', [])[:5]}"
