"""Brings pages from outside this folder into the site, with their links: a hook of mkdocs (`make docs`).

All documents are written for a code host, where README.md lies at the root and the author's guide beside the scenarios.
On the site they stand under the same paths, without `docs/`. So that both work, links are turned here: from where a
file lies to where its page stands.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT: Final = Path(__file__).parents[1]
FROM_OUTSIDE: Final = {
    "README.md": "index.md",
    "README.zh.md": "index.zh.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "scenarios/README.md": "scenarios/README.md",
    "scenarios/README.zh.md": "scenarios/README.zh.md",
}
"""Where each file outside `docs` lies in the repository, and where it stands on the site."""

_LINK: Final = re.compile(r'(?P<before>\]\(|\bsrc=")(?P<path>[^)"#:\s]+)(?P<rest>(?:#[^)"\s]*)?[)"])')


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds what lies outside."""
    from mkdocs.structure.files import File

    for repository_path, site_path in FROM_OUTSIDE.items():
        files.append(File.generated(config, site_path, abs_src_path=str(ROOT / repository_path)))
    return files


def on_page_markdown(markdown: str, page: Page, **_more: Any) -> str:
    """Turns the links of a page; what stands in `<details>` is Markdown, as a code host takes it."""
    lies = next((old for old, new in FROM_OUTSIDE.items() if new == page.file.src_uri), f"docs/{page.file.src_uri}")
    return turned(markdown, lies).replace("<details>", '<details markdown="1">')


def turned(markdown: str, lies: str) -> str:
    """A page's text with its links to files as they are on the site.

    Args:
        markdown: The text.
        lies: The path of its file in the repository.
    """
    from_folder, stands = posixpath.dirname(lies), site_path(lies)

    def turn(link: re.Match[str]) -> str:
        target = site_path(posixpath.normpath(posixpath.join(from_folder, link["path"])))
        return link["before"] + posixpath.relpath(target, posixpath.dirname(stands) or ".") + link["rest"]

    return _LINK.sub(turn, markdown)


def site_path(repository_path: str) -> str:
    """Where a file of the repository stands on the site."""
    return FROM_OUTSIDE.get(repository_path, repository_path.removeprefix("docs/"))
