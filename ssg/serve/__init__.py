"""The live server: `ssg serve`. In go the paths that are saved and the requests of browsers on this
machine; out come pages, and what changed on them. It builds below .ssg/ and nowhere else; of the
newsroom's files it changes only what an editor asks it to, at the desk.
"""
