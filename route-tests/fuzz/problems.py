# SPDX-License-Identifier: Apache-2.0
"""What every error has to be: a problem document as the contract describes it."""

import json

import jsonschema_rs
import yaml

MEDIA_TYPE = "application/problem+json"


class Problems:
    def __init__(self, contract):
        with open(contract, encoding="utf-8") as file:
            components = yaml.safe_load(file)["components"]
        self.schema = jsonschema_rs.validator_for(
            {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$ref": "#/components/schemas/Problem",
                "components": components,
            }
        )

    def fault(self, method, status, headers, content):
        """Why an answer is not acceptable; None when it is."""
        if status >= 500:
            return f"{status} is our fault: {content[:500]!r}"
        if status < 400 or method == "HEAD":
            return None
        media = headers.get("content-type", [""])
        media = media[0] if isinstance(media, list) else media
        if not media.startswith(MEDIA_TYPE):
            return f"{status} with media type {media!r}: {content[:500]!r}"
        try:
            problem = json.loads(content.decode("utf-8"))
        except ValueError as error:
            return f"{status} without JSON: {error}: {content[:500]!r}"
        faults = [str(error.message) for error in self.schema.iter_errors(problem)]
        if faults:
            return f"{status} against the contract: {faults}: {content[:500]!r}"
        if problem["status"] != status:
            return f"{status} says {problem['status']}"
        return None
