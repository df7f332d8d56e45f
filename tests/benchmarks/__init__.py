"""Measurements, as ratios taken within one run: `make bench`, or `python -m tests.benchmarks`."""
