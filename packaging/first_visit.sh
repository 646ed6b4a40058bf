#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# first_visit.sh CICATRIX-CLI FOLDER: what a first visit looks like, by command line, in a clinic of phantom patients.
set -euo pipefail
cli="$1"
folder="$2"
here="$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
photo="$here/../resources/samples/phantom_with_card.jpg"

rm -rf "$folder/results"
mkdir -p "$folder/results"
if [[ ! -e "$folder/clinic/clinic.db" ]]; then
    rm -rf "$folder/clinic"
    "$cli" demo "$folder/clinic" --patients "${CICATRIX_DEMO_PATIENTS:-4}"
fi
export CICATRIX_CLINIC="$folder/clinic"
number="visit-$(date +%s)"
"$cli" patient add --id "$number" --family Example --given Erika --birth 1950-02-28 --sex female --user Demo
"$cli" wound add --patient "$number" --site heel_left --aetiology pressure --onset 2026-01-12 --user Demo
"$cli" visit add --patient "$number" --wound 1 --photo "$photo" --accept --user Demo
"$cli" analyze "$photo" --out "$folder/results" --force
"$cli" timeline --patient "$number" --wound 1 --out "$folder/results/healing.png" --user Demo
"$cli" report --patient "$number" --wound 1 --out "$folder/results/report.pdf" --user Demo

stem="$(basename "${photo%.*}")"
cat <<EOF

One visit is done. Its results:
  overlay  $folder/results/$stem.overlay.png
  figures  $folder/results/$stem.json
  chart    $folder/results/healing.png
  report   $folder/results/report.pdf
  clinic   $folder/clinic   (cicatrix-cli --clinic $folder/clinic patient list)
EOF
