"""A message that was not taken, whatever channel it left by."""


class Undelivered(Exception):
    """`why` says it in Chinese, `said` is what the server said; no password is in either.

    `for_good`: trying again as it is changes nothing (a refused login, an address that does not exist).
    `in_doubt`: nobody knows whether it was shown (the connection broke before the answer).
    `wait`: seconds after which trying again makes sense, where the server said so.
    """

    def __init__(self, why: str, said: str = "", *, for_good: bool = False, in_doubt: bool = False, wait: float = 0) -> None:
        super().__init__(f"{why}（{said}）" if said else why)
        self.why, self.said, self.for_good, self.in_doubt, self.wait = why, said, for_good, in_doubt, wait
