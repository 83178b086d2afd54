"""What is looked at over the whole county once its projects and receipts are gathered; read-only, for a night and for a rule's trial."""

from schemas.findings import Finding
from warehouse.batches import Batch
from warehouse.contradictions import check_contradictions
from warehouse.database import Database
from warehouse.receipts import beyond_contract
from warehouse.slips import check_slips
from warehouse.stated import check_stated

#: What it tells.
TELLS = frozenset({
    "receipts_beyond_contract", "cumulative_differs", "split_differs", "amount_slipped", "offices_slipped", "receipt_slipped", "signed_again",
    "cumulative_falls", "offices_contradict",
})  # fmt: skip


def county_findings(db: Database, batch: Batch) -> list[tuple[int, Finding]]:
    """By delivery, what its office should hear of the county's sheets together."""
    return beyond_contract(db, batch) + check_stated(db, batch) + check_slips(db, batch) + check_contradictions(db, batch)
