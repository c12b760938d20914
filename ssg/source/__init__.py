"""What people wrote, with the place of each value: files of content/, YAML, and the types of fields
that front matter and site.yaml may have. Bytes go in; values, spans and Problems come out. It reads
below the newsroom's folder, and writes nothing.
"""
