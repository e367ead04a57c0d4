"""The documentation site: `make site` builds it into build/site, with warnings as errors."""

import sys
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

project = "infomap_py"
author = "The infomap_py developers"
copyright = "2026, the infomap_py developers"
version = (HERE.parent / "infomap_py" / "_version.py").read_text("utf-8").split('"')[-2]
release = version

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.extlinks",
    "sphinx.ext.viewcode",
    "numpydoc",
]
exclude_patterns = ["examples"]
templates_path = ["_templates"]
suppress_warnings = ["ref.footnote"]  # references that no sentence points to
myst_heading_anchors = 3
extlinks = {"doi": ("https://doi.org/%s", "doi:%s")}
extlinks_detect_hardcoded_links = False

autodoc_member_order = "bysource"
autodoc_typehints = "none"  # the docstrings have the types, in words
autosummary_generate = True
# Beside Partition.html, where a file system does not tell capitals from small letters.
autosummary_filename_map = {"infomap_py.partition": "infomap_py.partition-function"}
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False

html_theme = "furo"
html_title = f"infomap_py {version}"
html_static_path = ["_static"]
html_css_files = ["wide.css"]
html_show_sourcelink = False
html_copy_source = False


def pictures_are_links(app: Sphinx, page: nodes.document) -> None:
    """A picture is as wide as the page; Sphinx lets a click open those that have a width, with
    letters that can be read on a phone."""
    for image in page.findall(nodes.image):
        image["width"] = "100%"


def setup(app: Sphinx) -> None:
    """Draw the pictures before pages are read."""
    import pictures
    import shown

    pictures.draw_all(HERE / "pictures")
    shown.draw("comparing.md")
    shown.draw("gallery.md")
    app.connect("doctree-read", pictures_are_links)
