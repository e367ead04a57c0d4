"""Which tests have to notice a mistake in a file of the core: the quick and direct ones first.

A name stands for NAME.pyx and NAME.pxd; every one has an entry, which test_mutation.py checks.
"""

TEXT = "tokenizer readers pajek link_arrays network_files"
LAYERS = "multilayer state_files"
TERMS = "added_terms added_terms_in_trees state_network"
MOVES = "map_equation moves doubts golden"

TESTS = {
    "addend": TERMS,
    "assignment": f"{MOVES} fixed_nodes batches",
    "batch": TEXT,
    "batches": "batches moves doubts golden",
    "boundary_odds": "grams word_discovery",
    "buckets": "csr links symmetrise",
    "coarsen": "coarsen map_equation batches golden",
    "columns": f"{TEXT} {LAYERS}",
    "combined": f"singles {TERMS} offers",
    "components": "coarsen either_way search",
    "control": "moves progress",
    "csr": "csr links link_arrays network",
    "decimals": "tokenizer vector_files readers",
    "distances": "nearest_samples",
    "discs": "layout",
    "dots": "neighbours second_order",
    "doubts": "doubts moves batches golden",
    "either_way": "either_way",
    "fields": TEXT,
    "gathering": "gathering golden",
    "grams": "grams word_discovery",
    "graph": "coarsen map_equation moves golden",
    "grouping": "grouping coarsen map_equation books golden",
    "growing": f"{TEXT} {LAYERS}",
    "hashing": "numbering tokenizer",
    "holdings": TERMS,
    "identifiers": TEXT,
    "induced": "coarsen books hierarchy golden",
    "integer_rows": LAYERS,
    "kept_words": "cooccurrence pair_counts",
    "layer_rows": LAYERS,
    "lexicon": "word_discovery tokenizers",
    "line_rows": "line_graph overlapping",
    "lines": "lines output_files",
    "links": "links csr link_arrays",
    "linlog": "variable_time associations",
    "map_equation": "map_equation books moves golden doubts offers batches",
    "mathops": "sums map_equation",
    "memory": "tokenizer numbering links",
    "merging": "small_modules",
    "mixing": "stationary",
    "module_count": f"{TERMS} offers",
    "moves": "moves map_equation doubts batches golden fixed_nodes",
    "multiples": "csr links",
    "neighbours": "map_equation moves doubts golden batches offers",
    "node_rates": "map_equation books golden hierarchy",
    "numbering": "numbering tokenizer",
    "objective": MOVES,
    "pages": "links csr numbering",
    "pair_counts": "pair_counts cooccurrence",
    "pair_runs": "pair_counts cooccurrence",
    "plain": TEXT,
    "prefetch": MOVES,
    "random": "random golden",
    "refinement": "refinement golden",
    "roots": "either_way coarsen",
    "scatter": "coarsen fixed_nodes golden",
    "scratch": "coarsen map_equation moves",
    "share_table": TERMS,
    "shares": TERMS,
    "shortest_code": "grams word_discovery",
    "similar_layers": LAYERS,
    "singles": "singles added_terms_in_trees books hierarchy golden",
    "sorting": "csr links multilayer",
    "stationary": "stationary strong_components flow",
    "strengths": "flow codelength module_network bipartite_flow",
    "strings": TEXT,
    "strong_components": "strong_components stationary",
    "sums": "sums stationary doubts flow",
    "symmetrise": "symmetrise flow map_equation",
    "team": "batches",
    "thinning": "books hierarchy all_trees",
    "tokenizer": f"{TEXT} {LAYERS}",
    "top_neighbours": "neighbours nearest_samples",
    "transpose": "strong_components symmetrise",
    "traversal": "traversal golden",
    "types": "links",
    "utf8": TEXT,
    "vector_rows": "vector_files",
    "visits": "moves doubts batches golden small_modules",
    "waiting": "moves batches golden doubts",
}


def files_for(name: str) -> list[str]:
    """The files of tests, from the root of the repository."""
    return [f"tests/test_{stem}.py" for stem in dict.fromkeys(TESTS[name].split())]


if __name__ == "__main__":  # the files of all
    print(*sorted({file for name in TESTS for file in files_for(name)}))
