"""infomap-py as a process: what signals do to it, from before the package is loaded to the end.

It stands outside the package, which loads numpy: Ctrl-C is heard while that goes on. A signal ends
the process where it is. As an exception, which any code on the way might swallow or print, it
would have to pass all that is loaded, and threads would be waited for.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130


def main() -> NoReturn:
    """Run infomap-py with the arguments of the process, and end it."""
    listen()
    from infomap_py.cli import main as run

    code = run()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is written; Python tidies up
    sys.exit(code)


def listen() -> None:
    """Hear the signals that end a process. What is ignored stays so: nohup, and shells of what they
    run in the background, mean it."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # the last is not everywhere
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def _end(number: int, frame: FrameType | None) -> None:
    """Put away what is left over, and end: with code 130 after Ctrl-C, else by the signal."""
    leftovers = sys.modules.get("infomap_py.leftovers")
    if leftovers is not None and hasattr(leftovers, "put_away"):  # not while it is loaded
        leftovers.put_away()
    if number != signal.SIGINT:
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
