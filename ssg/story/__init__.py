"""From a file to a Story: fields, section, address, lifecycle, and warnings of judgement. A
SourceFile and the Config go in; a Story, its Body and Problems come out. Nothing is touched.
"""
