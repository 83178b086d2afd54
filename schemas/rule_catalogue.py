"""All rules there are, by code."""

from schemas.rule import Rule, Severity
from schemas.rules_cells import CELL_RULES
from schemas.rules_rows import ROW_RULES
from schemas.rules_rows_others import OTHER_ROW_RULES
from schemas.rules_sheets import COUNTY_RULES, FILE_RULES, SHEET_RULES

RULES: dict[str, Rule] = {rule.code: rule for rule in (*FILE_RULES, *SHEET_RULES, *CELL_RULES, *ROW_RULES, *OTHER_ROW_RULES, *COUNTY_RULES)}
SEVERITY: dict[str, Severity] = {code: rule.severity for code, rule in RULES.items()}
#: Amounts that were counted and are most likely in the wrong unit.
SLIPS = ("amount_slipped", "offices_slipped", "receipt_slipped", "receipts_beyond_contract")
