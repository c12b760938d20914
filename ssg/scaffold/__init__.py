"""What `ssg new`, `ssg admin` and `ssg media add` write for a newsroom. Names and files go in;
files of a new site, a story, the editor in the browser, or entries of `media` come out. It writes
where the user said, and replaces nothing that somebody changed.
"""
