"""What importing the package brings in."""

import subprocess
import sys
import textwrap

import pytest

import infomap_py


def loaded_by(statement: str) -> set[str]:
    """Packages from elsewhere that a new interpreter has loaded after that statement."""
    code = textwrap.dedent(f"""
        import sys
        before = set(sys.modules)
        {statement}
        loaded = {{name.partition(".")[0] for name in set(sys.modules) - before}}
        print(*(name for name in loaded if name not in sys.stdlib_module_names))
    """)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    own = {"infomap_py", "_infomap_py_shared", "cython_runtime"}
    # Python's, in no list of its modules; the last is Debian's.
    own |= {"_interpreters", "_xxsubinterpreters", "_missing_stdlib_info"}
    return {name for name in run.stdout.split() if name not in own and name[:8] != "_cython_"}


@pytest.mark.surroundings
def test_importing_the_package_imports_no_optional_one_and_no_required_one_but_numpy() -> None:
    assert loaded_by("import infomap_py") == {"numpy"}


@pytest.mark.surroundings
def test_what_networkx_knows_is_loaded_when_it_is_asked_for() -> None:
    assert "networkx" in loaded_by("import infomap_py; infomap_py.infomap_communities")


def test_every_public_name_can_be_had_and_is_listed() -> None:
    assert sorted(infomap_py.__all__) == infomap_py.__all__
    assert set(infomap_py.__all__) <= set(dir(infomap_py))
    assert all(hasattr(infomap_py, name) for name in infomap_py.__all__)


def test_a_name_that_the_package_has_not_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'infomap_py' has no attribute 'louvain'"):
        infomap_py.louvain  # noqa: B018
