"""Run a paper's notebooks, and say whether its figures come out as they were published."""

from dateline.reproduce.running import NotebookError, project, run_notebooks
from dateline.reproduce.verdicts import Verification
from dateline.reproduce.verifying import verify

__all__ = ["NotebookError", "Verification", "project", "run_notebooks", "verify"]
