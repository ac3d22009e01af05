"""The site: the Sphinx extension, its pages, and the build around them."""
