"""Print the OpenAPI document: `python -m ringwell.adapters.web.openapi`. The browser's types are made from it."""

import json
import sys

from ringwell.adapters.web.app import api_app
from ringwell.adapters.web.document import make_document

if __name__ == "__main__":
    json.dump(make_document(api_app()), sys.stdout, indent=1, sort_keys=True)
    sys.stdout.write("\n")
