"""How bylines, credits and datelines are read: who is a person, who an organisation, what is
neither. A line of text goes in; people, organisations and places come out. Nothing is touched.
"""
