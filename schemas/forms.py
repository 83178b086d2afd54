"""All forms there are, by id. To add one: declare it in a module of its own and list it here."""

from schemas.activities import ACTIVITIES
from schemas.chains import CHAINS
from schemas.funds import FUNDS
from schemas.grammar import Form
from schemas.leads import LEADS
from schemas.league import LEAGUE
from schemas.officers import OFFICERS
from schemas.plans import PLANS
from schemas.projects import PROJECTS
from schemas.space import SPACE
from schemas.targets import TARGETS
from schemas.yields import YIELDS

FORMS: dict[str, Form] = {
    form.id: form for form in (PROJECTS, FUNDS, LEADS, ACTIVITIES, TARGETS, PLANS, SPACE, LEAGUE, OFFICERS, CHAINS, YIELDS)
}
