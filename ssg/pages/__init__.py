"""Every page of the site. The catalog's answers go in; bytes and an address come out. It asks the
catalog, renders layouts, and writes nothing.
"""
