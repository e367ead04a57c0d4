"""A process of its own for some jobs: it prints the number of each, and then what came of it.

A crash or a hang, which ends the process, is thus known by its number; the stack is on standard
error.

    python -m soak.worker FIRST COUNT SECONDS
"""

import faulthandler
import json
import signal
import sys

from soak.jobs import run

if __name__ == "__main__":
    first, count, seconds = map(int, sys.argv[1:])
    faulthandler.enable()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # it is ignored in the background
    for number in range(first, first + count):
        faulthandler.dump_traceback_later(seconds, exit=True)
        print(number, flush=True)
        print(json.dumps(run(number).as_dict()), flush=True)
    faulthandler.cancel_dump_traceback_later()
