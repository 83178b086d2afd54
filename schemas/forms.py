"""All forms there are, by id. To add one: declare it in a module of its own and list it here."""

from schemas.funds import FUNDS
from schemas.grammar import Form
from schemas.projects import PROJECTS
from schemas.targets import TARGETS

FORMS: dict[str, Form] = {form.id: form for form in (PROJECTS, FUNDS, TARGETS)}
