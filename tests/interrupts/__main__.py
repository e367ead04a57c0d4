"""make interrupts: signals at random moments of every command, and a table of what came of them.

It fails where anything is left behind, an output is half or lost, a traceback is shown by what is
loaded already, or a code is wrong.
"""

import argparse
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from report import provenance, table

from interrupts.runs import COMMANDS, Command, Ended, make_inputs

HEADING = ["command", "signal", "moments", "codes", "outputs", "median ms", "slowest ms", "hit in"]
PLACES = 6  # of those hit most that are named


def row(name: str, number: signal.Signals, ended: list[Ended]) -> list[str]:
    hit = [each for each in ended if each.place != "done"]
    waits = sorted(each.milliseconds for each in hit) or [0.0]
    places = Counter(each.place for each in hit).most_common()
    slowest = max(hit, key=lambda each: each.milliseconds, default=None)
    return [
        name,
        number.name,
        str(len(ended)),
        counts(Counter(str(each.code) for each in ended).most_common()),
        counts(Counter(each.output for each in ended).most_common()),
        f"{waits[len(waits) // 2]:.0f}",
        "" if slowest is None else f"{slowest.milliseconds:.0f} ({slowest.place})",
        counts(places[:PLACES]) + (" ..." if len(places) > PLACES else ""),
    ]


def counts(of: list[tuple[str, int]]) -> str:
    return ", ".join(f"{count} {what}" for what, count in of)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--moments", type=int, default=20, help="per command and signal")
    parser.add_argument("--signals", default="SIGINT,SIGTERM,SIGHUP,SIGKILL")
    parser.add_argument("--only", help="a command", choices=COMMANDS)
    parser.add_argument("--size", type=int, default=20_000, help="nodes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, help="the page")
    options = parser.parse_args()
    # In the background of a shell Ctrl-C is ignored, also by what is started from there.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    numbers = [signal.Signals[name] for name in options.signals.split(",")]
    rows, faults = [], []
    for name in [options.only] if options.only else COMMANDS:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "here"
            folder.mkdir()
            make_inputs(folder, options.size)
            command = Command(name, folder)
            for number in numbers:
                random = Random(f"{options.seed} {name} {number.name}")
                ended = [command.hit(random, number) for _ in range(options.moments)]
                rows.append(row(name, number, ended))
                print(" | ".join(rows[-1]), flush=True)
                bad = [e for e in ended if e.faults or e.output in ("half", "lost")]
                faults += [f"{name} {number.name}: {each}" for each in bad]
    page = ["# Signals at random moments", provenance(), table(HEADING, rows), *faults]
    if options.output:
        options.output.write_text("\n\n".join(page) + "\n", encoding="utf-8")
    print(*faults, sep="\n")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
