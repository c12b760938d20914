"""Values only: a story, its people, the rights to its pictures, its recordings, what a file says of
itself. Every room above may hold them; none of them does anything. Nothing is touched.
"""
