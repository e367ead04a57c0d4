"""InfomapClustering on labelled data, beside the clusterings of scikit-learn.

    python benchmarks/estimator.py [--size full]

"agreement" is the adjusted mutual information of clusters and labels: 1 if they are the same, 0 by
chance; behind it stands the number of clusters. KMeans and SpectralClustering are told the right
number, HDBSCAN is told a least size of 15, and InfomapClustering nothing. Labels are classes of a
data set or the blobs that were drawn; classes need not be what the features show.

Below, the same for InfomapClustering with other parameters, which is what its defaults are chosen
by: the mean over all data, and that of data with many small clusters, 50 blobs of 12 samples. So
the first table is of data that the defaults were chosen on, which those of the others were not.
"""

import sys
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
from report import load, table
from runs import Runs, parser, write_page
from sklearn import cluster, datasets
from sklearn.metrics import adjusted_mutual_info_score
from sklearn.preprocessing import StandardScaler

from infomap_py.sklearn import InfomapClustering

Labelled = tuple[np.ndarray, np.ndarray]
SMALL = "50 blobs of 12"
NEIGHBORS = {"tiny": [15], "quick": [10, 15, 20, 30], "full": [5, 10, 15, 20, 25, 30, 40]}
TIMES = [1.0, 2.0, 4.0]


def scaled(data: Labelled) -> Labelled:
    return StandardScaler().fit_transform(data[0]), data[1]


def blobs(samples: int, features: int, centers: int, spread: Any, seed: int) -> Labelled:
    return datasets.make_blobs(
        samples, features, centers=centers, cluster_std=spread, random_state=seed
    )


def stretched() -> Labelled:
    rows, labels = blobs(1500, 2, 3, 1.0, 170)
    return rows @ [[0.6, -0.6], [-0.4, 0.8]], labels


DATA: dict[str, Callable[[], Labelled]] = {
    "digits": lambda: datasets.load_digits(return_X_y=True),
    "iris": lambda: datasets.load_iris(return_X_y=True),
    "wine, scaled": lambda: scaled(datasets.load_wine(return_X_y=True)),
    "breast cancer, scaled": lambda: scaled(datasets.load_breast_cancer(return_X_y=True)),
    "40 blobs of 50, 20-d": lambda: blobs(2000, 20, 40, 3.0, 1),
    SMALL: lambda: blobs(600, 20, 50, 3.0, 1),
    "5 blobs, 2-d": lambda: blobs(1500, 2, 5, 1.0, 3),
    "3 blobs of varied width, 2-d": lambda: blobs(1500, 2, 3, [1.0, 2.5, 0.5], 170),
    "3 blobs, stretched, 2-d": stretched,
    "moons, 2-d": lambda: datasets.make_moons(1000, noise=0.06, random_state=0),
    "circles, 2-d": lambda: datasets.make_circles(1000, noise=0.04, factor=0.5, random_state=0),
}


def peers(count: int) -> dict[str, Any]:
    """The estimators by name, some of which are told the right number of clusters."""
    return {
        "InfomapClustering": InfomapClustering(),
        "HDBSCAN": cluster.HDBSCAN(min_cluster_size=15, copy=True),
        "KMeans": cluster.KMeans(count, n_init=10, random_state=0),
        "SpectralClustering": cluster.SpectralClustering(
            count, affinity="nearest_neighbors", assign_labels="cluster_qr", random_state=0
        ),
    }


def score(estimator: Any, data: Labelled) -> list[float]:
    """The agreement, and the number of clusters."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of spectral clustering: a graph in pieces
        labels = estimator.fit_predict(data[0])
    return [float(adjusted_mutual_info_score(data[1], labels)), int(labels.max()) + 1]


def main() -> None:
    options = parser(__doc__, "estimator").parse_args()
    runs = Runs(options.runs)
    data = {name: make() for name, make in DATA.items()}
    rows = []
    for name, labelled in data.items():
        right = len(np.unique(labelled[1]))
        found = [
            runs.get(f"estimator {name} {kind}", partial(score, peer, labelled))
            for kind, peer in peers(right).items()
        ]
        cells = [f"{agreement:.3f} ({count})" for agreement, count in found]
        rows.append([name, str(len(labelled[1])), str(right), *cells])
    variants = []
    for neighbors in NEIGHBORS[options.size]:
        for time in TIMES:
            estimator = InfomapClustering(neighbors, markov_time=time)
            found = {
                name: runs.get(
                    f"estimator {name} {neighbors} {time}", partial(score, estimator, labelled)
                )
                for name, labelled in data.items()
            }
            mean = np.mean([agreement for agreement, _ in found.values()])
            alone = sum(count == 1 for _, count in found.values())
            small = found[SMALL][0]
            variants.append(
                [str(neighbors), f"{time:g}", f"{mean:.3f}", f"{small:.3f}", str(alone)]
            )
    write_page(
        options.output,
        "InfomapClustering beside scikit-learn's",
        "estimator.py",
        ["scikit-learn"],
        table(["data", "samples", "classes", *peers(2)], rows)
        + "\n\n"
        + table(["n_neighbors", "markov_time", "mean", SMALL, "one cluster only"], variants),
        f"Load afterwards: {load()}.",
    )


if __name__ == "__main__":
    main()
