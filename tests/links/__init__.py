"""A web of our own on loopback, in which everything that can happen to a link has happened to one."""
