"""How often a channel may speak, and when: twenty messages a minute to an address, and not in its quiet hours."""

import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as clock_time


class Pace:
    """At most `most` messages in any `seconds` to an address; `take` waits until there is room.

    DingTalk mutes a robot for ten minutes that goes beyond its twenty a minute.
    """

    def __init__(
        self, most: int = 20, seconds: float = 60, now: Callable[[], float] = time.time, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.most, self.seconds, self._now, self._sleep = most, seconds, now, sleep
        self._sent: dict[str, deque[float]] = defaultdict(deque)

    def remember(self, address: str, instants: Iterable[float]) -> None:
        """Messages that another process sent to the address."""
        self._sent[address] = deque(sorted([*self._sent[address], *instants]))

    def take(self, address: str) -> None:
        """Wait for room, and take it."""
        sent = self._sent[address]
        while len(sent) >= self.most:
            if (wait := sent[-self.most] + self.seconds - self._now()) <= 0:
                sent.popleft()
                continue
            self._sleep(wait)
        sent.append(self._now())


@dataclass(frozen=True)
class Quiet:
    """Hours in which nothing is sent: from 21:00 to 07:30; the same hour twice is never."""

    begins: clock_time = clock_time(0)
    ends: clock_time = clock_time(0)

    def until(self, instant: datetime) -> datetime | None:
        """When the quiet in which the instant lies ends; None where it does not lie in one."""
        now = instant.time().replace(tzinfo=None)
        over_midnight = self.begins > self.ends
        is_quiet = (now >= self.begins or now < self.ends) if over_midnight else self.begins <= now < self.ends
        if not is_quiet:
            return None
        day = instant + timedelta(days=1) if over_midnight and now >= self.begins else instant
        return day.replace(hour=self.ends.hour, minute=self.ends.minute, second=0, microsecond=0)
