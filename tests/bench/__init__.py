"""Speed and memory, as ratios against a named peer or limit in the same run.

Each `bench_*.py` declares `measure()`, which yields a `Table`; `python -m tests.bench.report`
runs them all, one process each, and writes docs/performance.md. CPU time is process time.
"""
