"""The catalog: one SQLite file with everything that pages ask about. Only this package speaks SQL.

    schema.py    the tables, opening, throwing away a foreign or damaged file
    store.py     writing: files, stories, states, media, planned pages, outputs
    queries.py   reading: the questions that pages ask
"""
