"""Links: the addresses that notices send parents to, and the verdict on each."""
