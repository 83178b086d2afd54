"""Running the suite on the candidate with Great Expectations; its results come back as our own words, its Data Docs as pages."""

import logging
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from expectations.suite import Expectation

if TYPE_CHECKING:
    from great_expectations.datasource.fluent import SQLDatasource


@dataclass(frozen=True)
class Outcome:
    """One expectation's result: `seen` says in short what GX observed, `counted` in Chinese how many rows; no cell's text is in that."""

    expectation: Expectation
    passed: bool
    seen: str
    counted: str = ""


def run_audit(url: str, suite: Sequence[Expectation], docs: Path | None = None, title: str = "candidate") -> list[Outcome]:
    """Validate every expectation against the warehouse at `url`; `docs` becomes the Data Docs of this audit alone, named `title`.

    Imported here because importing GX takes seconds. Everything but `docs` lives in memory, and nothing is sent.
    """
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "False")
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    import great_expectations as gx
    from great_expectations.core.run_identifier import RunIdentifier

    context = gx.get_context(mode="ephemeral", project_config=_settings(docs))
    source = context.data_sources.add_or_update_sql(_source(url, sorted({e.view for e in suite})))
    try:
        checks = []
        for asset in source.assets:
            asked = [
                getattr(gx.expectations, e.kind)(**e.arguments, description=f"{e.meaning}（{e.name}）", meta={"name": e.name})
                for e in suite
                if e.view == asset.name
            ]
            expected = context.suites.add(gx.ExpectationSuite(asset.name, expectations=asked))
            (batch,) = asset.batch_definitions
            checks.append(context.validation_definitions.add(gx.ValidationDefinition(name=asset.name, data=batch, suite=expected)))
        night = context.checkpoints.add(gx.Checkpoint(name="night", validation_definitions=checks, result_format="BASIC"))
        ran = night.run(run_id=RunIdentifier(run_name=title))
        if docs:
            shutil.rmtree(docs, ignore_errors=True)
            context.build_data_docs()
    finally:  # GX keeps SQLite connections open, and an open one breaks the next bulk load (warehouse/sqlite_file.py)
        source.get_execution_engine().close()
        source.get_engine().dispose()
    found = {r.expectation_config.meta["name"]: r for checked in ran.run_results.values() for r in checked.results}
    return [Outcome(e, bool(found[e.name].success), _seen(found[e.name]), _counted(found[e.name])) for e in suite]


def _source(url: str, views: Sequence[str]) -> "SQLDatasource":
    """The warehouse with an asset a view. A context writes its whole settings again for every asset added to it: it is given them at once."""
    from great_expectations.datasource.fluent import SQLDatasource, SqliteDatasource

    source = (SqliteDatasource if url.startswith("sqlite") else SQLDatasource)(name="warehouse", connection_string=url)
    for view in views:
        source.add_table_asset(view, table_name=view).add_batch_definition_whole_table("candidate")
    return source


def _settings(docs: Path | None) -> object:
    """A context that keeps its stores in memory and writes nothing but the site at `docs`."""
    from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults, ProgressBarsConfig

    site = {
        "class_name": "SiteBuilder", "show_how_to_buttons": False,
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(docs)},
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder", "show_cta_footer": False},
    }  # fmt: skip
    return DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False), progress_bars=ProgressBarsConfig(globally=False),
        analytics_enabled=False, data_docs_sites={"audit": site} if docs else {})  # fmt: skip


class _Validated(Protocol):
    """What GX says of one expectation; its details are dicts of anything."""

    result: Mapping[str, Any]
    exception_info: Mapping[str, Any] | None


def _seen(result: _Validated) -> str:
    found = dict(result.result)
    if result.exception_info and result.exception_info.get("raised_exception"):
        return str(result.exception_info.get("exception_message"))[:200]
    if "observed_value" in found:
        return f"{found['observed_value']}"
    return f"{found.get('unexpected_count', 0)} of {found.get('element_count', 0)}: {found.get('partial_unexpected_list', [])[:5]}"


def _counted(result: _Validated) -> str:
    found = dict(result.result)
    if result.exception_info and result.exception_info.get("raised_exception"):
        return "没有查成：程序报错，请看日志"
    if isinstance(found.get("observed_value"), int):
        return f"{found['observed_value']}行不符" if found["observed_value"] else "没有不符的行"  # the views of what should not be
    if "element_count" not in found:
        return f"{len(found.get('observed_value') or [])}项"
    wrong, of, empty = (int(found.get(name) or 0) for name in ("unexpected_count", "element_count", "missing_count"))
    blank = f"，{empty}行空白" if empty and "unexpected_percent_nonmissing" in found else ""
    return f"{of}行中{wrong}行不符{blank}" if wrong else f"{of}行，都符合{blank}"
