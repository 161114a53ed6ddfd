"""What every test may ask for."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Before the first import of the settings: no test touches the data folder of whoever runs it.
os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp(prefix="onrecord-tests-")
atexit.register(shutil.rmtree, os.environ["XDG_DATA_HOME"], ignore_errors=True)

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles and gold data beside the repository; it is not part of it."""
    folder = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared")
    if not (folder / "articles").is_dir():
        pytest.skip(f"no articles at {folder}: they are not part of the repository (ONRECORD_SHARED)")
    return folder
