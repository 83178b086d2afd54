"""A slip: an honest error that says where it stands and which rule should speak."""

from dataclasses import dataclass

from examples.kecheng.spelling import Written

LEDGER, TOTAL = "台账", "合计"


@dataclass(frozen=True)
class Slip:
    """`written` stands where `field` of the row `project` should.

    `file` is LEDGER, the month of a funds sheet, or another form's id. Where `project` is TOTAL, `written` names the project
    that the sum forgets; where it is blank, an added column.
    """

    unit: str
    file: str
    project: str
    field: str
    written: Written
    severity: str
    rule: str
