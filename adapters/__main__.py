"""The `onrecord` program: where the parts are put together."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand."""
    from knowledge.extract import extract
    from knowledge.extract.export import as_json
    from knowledge.readers import read

    _, *files = arguments if arguments is not None else sys.argv[1:]
    for file in files:
        path = Path(file)
        article = read(path, path.parent)
        print(json.dumps(as_json(article, extract(article)), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
