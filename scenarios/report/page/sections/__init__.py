"""The sections of a page, a file each: every one is a function from a case (and what was chosen) to a section."""
