"""What layouts see: stories, sections, people, pictures and data, as docs/layouts.md says."""
