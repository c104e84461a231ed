"""How well Persian is found: the archive's search beside others, on articles whose words are known.

    python -m benchmarks.search            recall and precision
    python -m benchmarks.search.timing     how fast, and how large the index

benchmarks/README.md says what is measured and how.
"""
