"""The catalog: one SQLite file with everything that pages ask about. Only this package speaks SQL.

schema.py    the tables, opening, throwing away a foreign or damaged file store.py     writing:
files, stories, states, media; listings.py numbers lists, plan.py keeps planned pages queries.py
reading: the questions that pages ask survey.py    reading: the whole site, for planning and
checking traces.py    which output asked which question, and what stands where
"""
