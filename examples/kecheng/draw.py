"""The dice of a random county: days, chances, and names that nothing else in it bears."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from examples.kecheng.names import CITIES, STEMS, THINGS, TRADES


@dataclass
class Draw:
    """One random county's dice: the day it is seen on, its year's months, and who sends anything at all."""

    rng: Random
    as_of: date
    number: int = 0

    @property
    def months(self) -> list[str]:
        """January to as-of's month."""
        return [f"{self.as_of:%Y}-{n:02d}" for n in range(1, self.as_of.month + 1)]

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.rng.randint(0, max(0, (last - first).days)))

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def name(self, industry: str) -> str:
        """A name that nothing else in the county bears."""
        self.number += 1
        stem = self.rng.choice(STEMS)
        return (
            f"{stem}{self.rng.choice(THINGS.get(industry, THINGS['制造业']))}{'一二三四五六七八九十'[self.number % 10]}号{self.number}项目"
        )

    def company(self, industry: str) -> str:
        city = self.rng.choice(self.rng.choice(list(CITIES.values())))[0]
        self.number += 1
        return f"{city}{self.rng.choice(STEMS)}{self.rng.choice(TRADES.get(industry, ('科技',)))}{self.number}有限公司"
