"""Names that users rely on do not change by accident: docs/versioning.md."""

from pathlib import Path

from public_names import lines

PINNED = Path(__file__).with_name("public_names.txt")


def test_public_names_their_parameters_and_options_are_those_that_are_pinned() -> None:
    pinned = PINNED.read_text(encoding="utf-8").splitlines()
    assert list(lines()) == pinned, "if that is meant: see tests/public_names.py"
