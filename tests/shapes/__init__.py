"""Files of every shape that may hide words, made of known words, and a count of those that an import loses."""
