#!/usr/bin/env bash
# Builds the documentation, with the reference of the API, into artifacts/site. A warning is an error.
#   eng/site.sh            look at it: dotnet docfx serve artifacts/site
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build tests/Docs.Tests -v quiet -nologo      # the assemblies that the reference is read from, in one folder
dotnet tool restore
dotnet docfx docfx.json --warningsAsErrors
