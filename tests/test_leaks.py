"""What colleagues write to each other, files that nothing shows and what ssg keeps for itself are
found nowhere.
"""

import re
from collections.abc import Callable

from photographs import encoded, photograph

from tests.conftest import Site, story

MakeSite = Callable[..., Site]

COLLEAGUES = """\
-- site.yaml --
title: The Harbor Ledger
base_url: https://ledger.example/
credits: true
rights_end: withhold
pictures: {widths: [40], formats: [webp]}
-- content/local/_index.md --
---
title: Local
---

About <!-- zqindex --> the town.
-- content/about.md --
---
title: About
---

We <!-- zqpage --> write.
-- content/local/story.md --
---
title: A story
date: 2026-11-20
byline: Ana Ruiz
tags: [wall]
ednote: zqednote
media:
  - {src: zqname.jpg, alt: A pier, credit: Ana Ruiz}
  - {src: zqnever.png, alt: x, credit: Ana Ruiz, rights: {deny-use: true}}
---

<!-- zqabove -->
The chief <!-- zqlead -> may Jonah be named --> resigned. <!--zqtight-->

/// fact-box | Nine
Inside <!-- zqblock --> a box.
///

- a list <!-- zqitem -->

| a | b |
|---|---|
| c | d <!-- zqcell --> |

> A quote. <!--
zqlines
-->
"""


def test_no_word_for_colleagues_is_in_any_page_feed_file_or_name(site: MakeSite) -> None:
    made = site(COLLEAGUES)
    folder = made.root / "content/local"
    for name in ("zqname.jpg", "zqunused.jpg", "zqnever.png"):
        form = "JPEG" if name.endswith("jpg") else "PNG"
        (folder / name).write_bytes(encoded(photograph(), form))
    (folder / "zqnote.txt").write_text("zqtext")
    for options in ({}, {"drafts": True}):
        assert made.build(**options).errors == 0, made.problems()
        found = {
            (path, word)
            for path, content in made.files().items()
            for word in re.findall(r"zq[a-z]+", f"{path} {content.decode('utf-8', 'replace')}")
        }
        # The name of a picture that is shown is part of the names of the files made of it.
        assert {word for _, word in found} == {"zqname"}
        assert not [path for path in made.files() if path.startswith("media/")]


def test_nothing_of_the_machinery_is_in_the_output(site: MakeSite) -> None:
    """Digests, seals and lists of `.ssg/`, places on the disk, the names of story files."""
    made = site(f"-- content/local/zqfile.md --\n{story('A', slug='a')}")
    made.build()
    places = (str(made.root).encode(), b".ssg", b"catalog.sqlite", b"zqfile", b"content/local")
    assert not [
        (path, word)
        for path, content in made.files().items()
        for word in places
        if word in content or word in path.encode()
    ]
    assert not [path for path in made.files() if path.startswith(".") and path != ".nojekyll"]
