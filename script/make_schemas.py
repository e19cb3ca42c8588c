"""Write the published JSON Schemas from the models; with --check only tell whether they have drifted."""

import sys
from pathlib import Path

from ringwell.flows.schema import flow_schema

PUBLISHED = Path(__file__).resolve().parent.parent / "docs" / "flow.schema.json"


def main() -> int:
    schema = flow_schema()
    if "--check" not in sys.argv:
        PUBLISHED.write_bytes(schema)
        return 0
    if PUBLISHED.is_file() and PUBLISHED.read_bytes() == schema:
        return 0
    print("docs/flow.schema.json has drifted from ringwell.flows.model: run script/schemas", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
