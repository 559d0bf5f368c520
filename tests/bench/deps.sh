#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# make bench-deps: installs from Debian the peers that run.sh measures against, and two tools to measure by hand.
set -eu

packages="datamash miller jq octave python3-numpy python3-scipy python3-pandas python3-sklearn python3-statsmodels
    r-base-core r-cran-boot r-cran-data.table hyperfine time"

missing=""
for package in $packages; do
    if ! dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed'; then
        missing="$missing $package"
    fi
done
if [ -z "$missing" ]; then
    echo "bench-deps: all there"
    exit 0
fi

as_root=""
if [ "$(id -u)" -ne 0 ]; then as_root=sudo; fi
$as_root apt-get update
# shellcheck disable=SC2086 # a list of words
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y --no-install-recommends $missing
