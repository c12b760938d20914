"""How the desk changes story files. A story's text, and what an editor wants of it, go in; the same
text with just that changed comes out, and is saved if nobody else has changed the file meanwhile.
Only `save.py` and `undo.py` touch the disk: files of content/, and what is kept in `.ssg/`.
"""
