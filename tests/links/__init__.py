"""A web of our own on loopback, in which everything that can become of a link has become of one."""
