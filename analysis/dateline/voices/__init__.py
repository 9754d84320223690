"""Who speaks: marks, cues and what stands beside them, read as quotations with their speakers."""
