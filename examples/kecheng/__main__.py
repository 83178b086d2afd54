"""Write a county and its truth: `python -m examples.kecheng [--seed N] --to DIR`."""

import argparse
import json
from pathlib import Path

from examples.kecheng import truth
from examples.kecheng.seeded import seeded
from examples.kecheng.workbooks import write


def main() -> None:
    """Without a seed the Kecheng county of 2022-06-30; `inbox/` and `truth.json` below DIR."""
    parser = argparse.ArgumentParser(prog="python -m examples.kecheng", description=main.__doc__)
    parser.add_argument("--seed", type=int, help="a random county instead of Kecheng's")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR")
    chosen = parser.parse_args()
    county = truth.kecheng() if chosen.seed is None else seeded(chosen.seed)
    write(county, chosen.to / "inbox")
    text = json.dumps(truth.all_of(county), ensure_ascii=False, indent=1, sort_keys=True)
    (chosen.to / "truth.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
