"""Why the package does not load in a subinterpreter, where numpy or the compiled part has not."""

from importlib import import_module

WHY_NOT = (
    "infomap_py does not load in this subinterpreter ({error}): numpy and its own compiled modules "
    "are loaded by one interpreter of a process and no other. Import it in the main interpreter, "
    "where threads search in parallel, or use processes."
)


def explain(error: Exception) -> None:
    """Raise an ImportError that says so, if this is not the main interpreter."""
    if in_subinterpreter():
        message = WHY_NOT.format(error=str(error).strip().partition("\n")[0])
        raise ImportError(message, name="infomap_py") from error


def in_subinterpreter() -> bool:
    """Whether this is not the interpreter with which the process began, as far as is known."""
    for name in ("_interpreters", "_xxsubinterpreters"):  # since Python 3.13; before
        try:
            interpreters = import_module(name)
        except ImportError:
            continue
        return bool(interpreters.get_current() != interpreters.get_main())
    return False
