"""Why the package does not load in a subinterpreter, where numpy or the compiled part has not."""

import sys
from importlib import import_module

WHY_NOT = (
    "infomap_py does not load in this subinterpreter ({error}): numpy and its own compiled modules "
    "are loaded by one interpreter of a process and no other. Import it in the main interpreter, "
    "where threads search in parallel, or use processes."
)


def in_subinterpreter() -> bool:
    """Whether this is not the interpreter with which the process began, as far as is known."""
    name = "_interpreters" if sys.version_info >= (3, 13) else "_xxsubinterpreters"
    try:
        interpreters = import_module(name)
    except ImportError:
        return False
    return bool(interpreters.get_current() != interpreters.get_main())


IS_ONE = in_subinterpreter()  # asked early: where numpy 1.26 has failed, a next import crashes


def explain(error: Exception) -> None:
    """Raise an ImportError that says so, if this is not the main interpreter."""
    if IS_ONE:
        message = WHY_NOT.format(error=str(error).strip().partition("\n")[0])
        raise ImportError(message, name="infomap_py") from error
