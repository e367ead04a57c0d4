"""infomap-py: the library for a shell.

Results go to standard output or a file, and all that is said about them to standard error. What is
wrong with the options, or with the place to write to, is said before anything is read.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from infomap_py.arguments import parse
from infomap_py.command_arguments import PROGRAM
from infomap_py.console import Given, discard, one_line_per_warning, say
from infomap_py.errors import InfomapError, OptionError, TemporaryFileError
from infomap_py.shell_words import in_shell_words

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

ADVICE = {
    errno.ENOENT: "; check the path",
    errno.ENOTDIR: "; check the path",
    errno.EISDIR: "; give a file, not a folder",
    errno.EACCES: "; check the permissions, or choose another place",
    errno.EPERM: "; check the permissions, or choose another place",
    errno.ENOSPC: "; make room, or choose another place",
    errno.EFBIG: "; raise the limit, or choose another place",
    errno.EROFS: "; choose another place",
    errno.ENAMETOOLONG: "; give a shorter name",
}
NO_ROOM = "failed to map segment"  # what the loader says of a library


def main(argv: Sequence[str] | None = None) -> int:
    """Run infomap-py with these arguments, or those of the process; its exit code."""
    code = DONE
    try:
        with one_line_per_warning():
            code = _exit_code(sys.argv[1:] if argv is None else argv)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:  # who reads the output has enough, as `head` does
        discard(sys.stdout)
        return DONE
    except OSError as error:  # as of a full disk, which the command may have met before
        discard(sys.stdout)
        return code or _fail(FAILED, _in_words(error))
    return code


def _exit_code(argv: Sequence[str]) -> int:
    try:
        given = parse(argv)
        _run(given)
    except SystemExit as end:  # argparse has said why
        return int(end.code or DONE)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except OptionError as error:
        return _fail(WRONG_USAGE, str(error))
    except OSError as error:
        return _fail(FAILED, _in_words(error))
    except InfomapError as error:
        return _fail(FAILED, str(error))
    except MemoryError as error:
        return _fail(FAILED, _too_little_memory(error))
    except ImportError as error:
        if NO_ROOM not in str(error):
            raise
        return _fail(FAILED, _too_little_memory(error))
    return DONE


# Loaded when they run: a command does without what the others need.
_COMMANDS = {
    "partition": ("partition_commands", "partition_file"),
    "codelength": ("partition_commands", "score_file"),
    "scan": ("partition_commands", "scan_file"),
    "report": ("report_command", "report_file"),
    "info": ("network_commands", "describe_file"),
    "sparsify": ("network_commands", "sparsify_file"),
    "compare": ("comparing_commands", "compare_files"),
    "landscape": ("comparing_commands", "search_landscape"),
    "words": ("words.commands", "cluster_texts"),
    "vectors": ("words.commands", "cluster_file"),
    "distributed": ("distributed.command", "partition_files"),
    "completion": ("completion", "print_script"),
}


def _run(given: Given) -> None:
    module, function = _COMMANDS[given["command"]]
    getattr(import_module(f"infomap_py.{module}"), function)(given)


def _in_words(error: OSError) -> str:
    advice = ADVICE.get(error.errno or 0, "")
    if error.filename is None or isinstance(error, TemporaryFileError):
        advice = ""  # standard output has no other place, and a temporary file says its own
    place = "standard output" if error.filename is None else error.filename or "''"
    return f"{place}: {error.strerror or error}{advice}"


def _too_little_memory(error: Exception) -> str:
    needed = f" ({str(error).removesuffix('.')})" if str(error) else ""
    return f"the memory does not suffice{needed}; try --unweighted, or fewer --num-threads"


def _fail(code: int, message: str) -> int:
    with suppress(ImportError, MemoryError):  # where there is no room for what knows the words
        message = in_shell_words(message)
    say(f"{PROGRAM}: error: {message}")
    return code
