"""shahr20.ir in miniature, on loopback: for the demo, the tests and the benchmarks."""
