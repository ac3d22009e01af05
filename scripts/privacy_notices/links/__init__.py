"""What became of the addresses that notices send parents to."""
