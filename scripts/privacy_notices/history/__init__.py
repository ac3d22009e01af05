"""The history: versions from git, what became of them, and what proves them."""
