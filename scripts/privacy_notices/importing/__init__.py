"""Makes a draft notice of a school's old document: read, shaped, recognised, written, reported."""
