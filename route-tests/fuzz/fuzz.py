# SPDX-License-Identifier: Apache-2.0
"""Sends generated requests to the running services and fails when one stumbles.

usage: fuzz.py SERVICE CONTRACT URL TOKEN SEED REQUESTS

The requests come from the contract (schemathesis), one in three with something nasty in it, and from
nasty.py's bodies and query strings for every operation. No answer may be a 5xx, late, or an error that is
no problem document of the contract.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import requests
import yaml

import nasty
from problems import Problems

HERE = Path(__file__).parent
ANSWER_SECONDS_MAX = 15
ROUNDS_MAX = 20
METHODS = ("get", "post", "put", "patch", "delete")
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_schema_conformance,error_is_a_problem"
)


def main(service, contract, url, token, seed, wanted):
    print(f"{service}: seed {seed}, at least {wanted} requests to {url}", flush=True)
    answers = Counter()
    faults = raw_requests(contract, url, token, answers)
    failed = bool(faults)
    for fault in faults:
        print(f"  {fault}")
    rounds = 0
    while sum(answers.values()) < wanted and rounds < ROUNDS_MAX and not failed:
        left = wanted - sum(answers.values())
        failed = not generated(contract, url, token, seed + rounds, left, answers)
        rounds += 1
    counts = ", ".join(f"{status}: {count}" for status, count in sorted(answers.items()))
    print(f"{service}: seed {seed}, {sum(answers.values())} requests, by status {counts}")
    late_or_few = sum(answers.values()) < wanted
    return 1 if failed or late_or_few else 0


def generated(contract, url, token, seed, wanted, answers):
    """One run of schemathesis; true when it found nothing."""
    each = max(5, wanted // max(1, len(operations(contract))))
    with tempfile.TemporaryDirectory() as directory:
        counted = Path(directory) / "answers.json"
        environment = dict(
            os.environ,
            PYTHONPATH=str(HERE),
            SCHEMATHESIS_HOOKS="hooks",
            FUZZ_CONTRACT=str(contract),
            FUZZ_ANSWERS=str(counted),
        )
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "run", contract),
            *("--url", url, "-H", f"Authorization: Bearer {token}"),
            *("--seed", str(seed), "--phases", "examples,coverage,fuzzing", "-n", str(each)),
            *("--checks", CHECKS, "--continue-on-failure", "--no-shrink", "--warnings", "off"),
            *("--request-timeout", str(ANSWER_SECONDS_MAX), "--suppress-health-check", "all"),
        ]
        outcome = subprocess.run(command, env=environment, cwd=directory, check=False)
        for status, count in json.loads(counted.read_text(encoding="utf-8")).items():
            answers[int(status)] += count
    return outcome.returncode == 0


def raw_requests(contract, url, token, answers):
    """Sends what no generator would write; what was wrong with the answers."""
    problems = Problems(contract)
    faults = []
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {token}"

    def send(what, method, path, **request):
        try:
            answer = session.request(method, url + path, timeout=ANSWER_SECONDS_MAX, **request)
        except requests.RequestException as error:
            faults.append(f"{method} {path} with {what}: {error}")
            return
        answers[answer.status_code] += 1
        fault = problems.fault(method, answer.status_code, answer.headers, answer.content)
        if fault:
            faults.append(f"{method} {path} with {what}: {fault}")

    for method, path, media_types in operations(contract):
        for media_type in media_types:
            for what, body in nasty.BODIES.items():
                send(what, method, path, data=body, headers={"Content-Type": media_type})
            for other in ("text/plain", media_type + "; charset=utf-16", "x", "*/*", ";;"):
                send(other, method, path, data=b"{}", headers={"Content-Type": other})
        for query in nasty.QUERIES:
            send(query[:80], method, path + "?" + query)
    return faults


def operations(contract):
    """Method, path with a value for each parameter, and media types of the body."""
    with open(contract, encoding="utf-8") as file:
        paths = yaml.safe_load(file)["paths"]
    found = []
    for path, item in paths.items():
        filled = path.replace("{branch}", "main").replace("{id}", "1")
        while "{" in filled:
            filled = filled[: filled.index("{")] + "Fuzzed" + filled[filled.index("}") + 1 :]
        for method in METHODS:
            if method in item:
                content = item[method].get("requestBody", {}).get("content", {})
                found.append((method.upper(), filled, list(content)))
    return found


if __name__ == "__main__":
    name, contract_file, base_url, bearer, seed_text, requests_text = sys.argv[1:]
    sys.exit(main(name, contract_file, base_url, bearer, int(seed_text), int(requests_text)))
