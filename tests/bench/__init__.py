"""The benchmark of `make bench`: how the time of a build grows with the versions held."""
