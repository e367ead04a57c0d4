"""infomap-py that writes to the file of its first argument where a signal ended it."""

import sys
import traceback
from pathlib import Path
from types import FrameType

import _infomap_py_command as command

PLACE, end = sys.argv.pop(1), command._end


def told(number: int, frame: FrameType | None) -> None:
    steps = [Path(step.filename) for step in traceback.extract_stack(frame)]
    inside = [step for step in steps if "infomap_py" in step.parts[:-1]] or steps[-1:]
    loading = any("importlib" in str(step) for step in steps)
    Path(PLACE).write_text("loading" if loading else inside[-1].name)
    end(number, frame)


command._end = told
if __name__ == "__main__":
    command.main()
