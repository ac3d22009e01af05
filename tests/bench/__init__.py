"""The benchmarks of `make bench`: how long builds take, and how links, search, import and pages compare with others."""
