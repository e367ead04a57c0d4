"""The process that ``responsiveness.py`` watches: it calls partition(), interrupted or timed.

python benchmarks/watched.py interrupts FORM LINKS     a run for every line on standard input
python benchmarks/watched.py stalls FORM LINKS         beside a thread that ticks
"""

import gc
import json
import sys
import threading
import time
import traceback
from array import array
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from inputs import make

import infomap_py

TICK = 0.001  # seconds
NOTED = 0.02  # seconds between two ticks of which the place is noted
PACKAGE = Path(infomap_py.__file__).parent


def say(**what: object) -> None:
    print(json.dumps(what), flush=True)


def place(frame: FrameType | None) -> str:
    """The innermost line of the package on a stack, or of anything."""
    steps = traceback.extract_stack(frame)
    inside = [step for step in steps if Path(step.filename).is_relative_to(PACKAGE)] or steps
    return f"{Path(inside[-1].filename).name}:{inside[-1].lineno} {inside[-1].name}"


def interrupts(run: Callable[[], object]) -> None:
    """For every line on standard input, run to the end or to SIGINT, and say when that was."""
    for _ in sys.stdin:
        try:
            started = time.monotonic()
            say(started=started)
            try:
                run()
            except KeyboardInterrupt as interrupt:
                ended = time.monotonic()
                last = [frame for frame, _ in traceback.walk_tb(interrupt.__traceback__)][-1]
                say(ended=ended, place=place(last))
                continue
            say(finished=time.monotonic() - started)
            time.sleep(60)  # a signal that comes too late
        except KeyboardInterrupt:
            say(late=True)


def stalls(run: Callable[[], object]) -> None:
    """Run beside a thread that notes how long it was kept from ticking, and by what line."""
    main = threading.main_thread().ident
    gaps, places = array("d"), []  # nothing that would set the garbage collector going
    over = threading.Event()

    def tick() -> None:
        last = time.perf_counter()
        while not over.is_set():
            time.sleep(TICK)
            now = time.perf_counter()
            gap = now - last
            gaps.append(gap)
            places.append(place(sys._current_frames().get(main or 0)) if gap > NOTED else "")
            last = time.perf_counter()

    ticker = threading.Thread(target=tick)
    ticker.start()
    started = time.perf_counter()
    run()
    seconds = time.perf_counter() - started
    over.set()
    ticker.join()
    say(seconds=seconds, gaps=sorted(zip(gaps, places, strict=True), reverse=True)[:5])


def busy(seconds: float) -> None:
    """A main thread of Python code only, for comparison."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        sum(range(100))


def main() -> None:
    mode, form, num_links = sys.argv[1:]
    if form == "idle":
        return stalls(lambda: time.sleep(3))
    if form == "busy":
        return stalls(lambda: busy(3))
    graph, options, count = make(form, int(num_links))
    gc.collect()  # a collection of what was made just now is none of the package's
    say(links=count)
    return {"interrupts": interrupts, "stalls": stalls}[mode](
        lambda: infomap_py.partition(graph, **options)
    )


if __name__ == "__main__":
    main()
