"""The benchmarks of `make bench`: how long the site takes to build, and the link check beside others."""
