"""The catalog: one SQLite file with all that pages ask about. Only this room speaks SQL.

Parsed files, verdicts and planned pages go in; answers come out, with digests of them, so that the
next build knows which page saw an answer that changed. It touches one file, .ssg/catalog.sqlite.
"""
