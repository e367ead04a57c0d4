"""Several mutants at a time: each job has a tree of its own, and its share of those selected."""

import multiprocessing
from argparse import Namespace
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from mutation.results import Results
from mutation.selection import selected
from mutation.tree import Tree


def run_jobs(root: Path, options: Namespace) -> None:
    """Test what is not known yet, in so many processes that have nothing of the package loaded."""
    with ProcessPoolExecutor(options.jobs, multiprocessing.get_context("spawn")) as processes:
        for job in [processes.submit(run_job, root, options, k) for k in range(options.jobs)]:
            job.result()


def run_job(root: Path, options: Namespace, job: int) -> None:
    """The share of one job."""
    tree = Tree(root, options.folder.resolve() / f"job_{job}")
    kept = Results(options.runs, tree)
    whole, rest = selected(root / tree.core, options.seed)
    for mutant in [*whole, *rest[: options.sample]][job :: options.jobs]:
        kept.verdict(mutant)
