"""What `ssg new` and `ssg media add` write for a newsroom. Names and files go in; files of a new
site, a new story, or entries of `media` come out. It writes where the user said, and replaces
nothing.
"""
