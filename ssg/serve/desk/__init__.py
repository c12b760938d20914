"""The desk, at /__desk/: the state of the newsroom on one page, and what can be done with each
story. In go requests from browsers of this machine; out come pages, and changes of story files.
"""
