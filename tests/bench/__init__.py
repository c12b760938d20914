"""Benchmarks. They print figures and are no tests: time is never asserted."""
