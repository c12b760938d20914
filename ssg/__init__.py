"""ssg compiles a newsroom's folder of stories to a static news site and its syndication files.

    content/  site.yaml  layouts/        what the newsroom writes
        |  source/, config/              read; every mistake is a Problem with file and line
        v
    Story, Body                          story/, grammar/, markup/
        |  media/, rights/               pictures are looked into: what may be done with them
        v
    Catalog                              catalog/: one SQLite file, the only thing pages read
        |  pages/ plan, build/check      every URL is decided before anything is rendered
        v
    PageRow, PageRow, ...
        |  pages/ render, build/workers  in parallel; each page asks the catalog
        v
    build/                               output/: changed files only, moved into place together

`ssg/build/run.py` shows the same pipeline as code. ARCHITECTURE.md says why it is so.
"""

__version__ = "0.1.0"
