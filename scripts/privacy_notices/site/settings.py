"""Sphinx's settings: declarations only, which `conf.py` takes over. What the site does beyond them is in `extension`.

The school's name, the address of the site and the office's e-mail come from notices/school.toml; where templates and
style sheets are, from `project`.
"""

from privacy_notices.history.versions import TAG_PATTERN
from privacy_notices.notices.markdown import MYST_EXTENSIONS
from privacy_notices.project import CATALOGUES, SHIPPED

project = "Privacy notices"
copyright = ""  # noqa: A001 - Sphinx's name. A notice's words belong to the school.
# Of the site's own words; the notices are in English whatever it is. docs/site-words.md says how another comes in.
language = "en-GB"
locale_dirs = [CATALOGUES, str(SHIPPED / CATALOGUES)]

extensions = [
    "myst_parser",
    "notfound.extension",
    "sphinx_multiversion",
    "privacy_notices.site.extension",
]
source_suffix = {".md": "markdown"}
include_patterns = ["index.md", "notices/*.md", "docs/*.md", "versions/*.md"]
# Folders without pages, left out as a whole: Sphinx would walk through each of their thousands of files. And what
# programmers read, in the repository: the site is for parents and staff.
exclude_patterns = [".*", "build", "node_modules", "docs/*/node_modules", "scripts", "tests"]
exclude_patterns += ["docs/architecture.md", "docs/benchmarks.md"]
myst_enable_extensions = list(MYST_EXTENSIONS)
myst_heading_anchors = 3
smartquotes = False  # Sphinx would change the school's text.
nitpicky = True

# What sphinx-multiversion counts as a version: the tags that "make tags" makes, and no branch.
smv_tag_whitelist = TAG_PATTERN
smv_branch_whitelist = r"(?!)"
smv_released_pattern = r"^tags/.*$"

html_theme = "furo"
html_theme_options: dict[str, object] = {"top_of_page_buttons": []}
html_css_files = ["notices.css", ("print.css", {"media": "print"})]
html_permalinks = False
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_use_index = False
html_domain_indices = False
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
        "sidebar/colours.html",
    ]
}

notfound_template = "404.html"
notfound_context = {"title": "Page not found"}
