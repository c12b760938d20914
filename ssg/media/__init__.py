"""Pictures: which file a name means, what is inside it, whose it is, and the files made from it for
readers.

Nothing is imported here, and libvips only where pixels are changed: a process that has loaded it
should not fork.
"""
