"""ssg compiles a newsroom's folder of stories to a static news site and its syndication files.

    content/  site.yaml  layouts/        what the newsroom writes
        |  source, yaml_source, fields   read; every mistake is a Problem with file and line
        v
    Story, Config                        story/, config
        |  markup/                       Markdown to HTML with marks where links and blocks go
        v
    Catalog                              catalog/: one SQLite file, the only thing pages read
        |  pages/ plan, check            every URL is decided before anything is rendered
        v
    PageSpec, PageSpec, ...
        |  pages/ render, workers        in parallel; each page asks the catalog
        v
    build/                               output: changed files only, each one atomic

`ssg/build.py` shows the same pipeline as code. ARCHITECTURE.md says why it is so.
"""

__version__ = "0.1.0"
