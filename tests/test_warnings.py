"""Warnings are Python's, point at the caller, and are never lost; remarks go to the log."""

import io
import logging
import warnings

import numpy as np
import pytest
from shell import TRIANGLES, Shell

import infomap_py
from infomap_py import errors, teleportation
from infomap_py.readers import read_network

LINKS = [tuple(line.split()) for line in TRIANGLES.splitlines()]


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A walk that is given up long before it settles."""
    monkeypatch.setattr(teleportation, "MAX_STEPS", 2)


def test_every_category_is_a_warning_of_the_package() -> None:
    categories = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, Warning)
    ]
    assert len(categories) >= 3
    assert all(issubclass(kind, errors.InfomapWarning) for kind in categories)


@pytest.mark.parametrize("function", [infomap_py.partition, infomap_py.resolution_scan])
def test_a_warning_points_at_the_line_of_the_caller(hasty: None, function) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        function(LINKS, directed=True)
    assert {warning.category for warning in caught} == {errors.ConvergenceWarning}
    assert {warning.filename for warning in caught} == {__file__}


def test_a_warning_of_vectors_points_at_the_line_of_the_caller() -> None:
    vectors = {f"w{k}": row for k, row in enumerate(np.eye(4))} | {"null": np.zeros(4)}
    with pytest.warns(errors.VectorsWarning) as caught:
        infomap_py.cluster_vectors(vectors, num_neighbors=2)
    assert {warning.filename for warning in caught} == {__file__}


def test_the_command_line_says_a_warning_each_time(
    hasty: None, tmp_path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Shell(tmp_path, capsys, monkeypatch)
    for _ in range(2):
        code, _, err = shell("partition edges.txt --directed --quiet")
        assert code == 0
        assert err.startswith("infomap-py: warning: the stationary flow still changed")


def test_remarks_go_to_the_logger_of_the_package(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="infomap_py"):
        read_network(io.BytesIO(b"source,target\na,b\n"))
    assert [record.name for record in caplog.records] == ["infomap_py"]
    assert "is taken for a header" in caplog.text
    handlers = logging.getLogger("infomap_py").handlers
    assert any(isinstance(handler, logging.NullHandler) for handler in handlers)
