"""The history: versions from git, their days, their differences, and the evidence for them."""
