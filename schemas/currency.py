"""Rates of exchange, each in force from a day on: `config/currency.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True)
class Exchange:
    """`rates` are (since, currency, yuan for one), by day."""

    rates: tuple[tuple[date, str, Fraction], ...] = ()

    @lru_cache(maxsize=4096)  # noqa: B019 - one register a process
    def on(self, day: date) -> Mapping[str, Fraction]:
        """Yuan for one of each currency on a day: the last rate to take effect; nothing before the first."""
        return {currency: yuan for since, currency, yuan in self.rates if since <= day}


def read_exchange(path: Path) -> Exchange:
    """Read the file; a wrong line is a ValueError naming it."""
    with path.open("rb") as lines:
        said = tomllib.load(lines).get("rate", [])
    try:
        rates = [(row["since"], row["currency"], Fraction(row["yuan"])) for row in said]
        return Exchange(tuple(sorted(rates)))
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise ValueError(f'{path}: each [[rate]] has currency, since (a date) and yuan (text, e.g. "6.7114"): {error!r}') from None
