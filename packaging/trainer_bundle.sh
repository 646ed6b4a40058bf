#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Packs what a machine needs that has only CMake, a compiler and LibTorch: the trainer's sources, the JSON headers, the
# pretrained encoder and, where given, a packed data set and configurations.
#   packaging/trainer_bundle.sh OUT.tar.xz [DATA.cds | CONFIG.json]…
# There: tar xf OUT.tar.xz && cicatrix-trainer/build.sh [FOLDER OF ANOTHER LIBTORCH]
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
[[ $# -ge 1 ]] || { sed -n '3,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
out="$(realpath -m "$1")"
shift
[[ ! -e "$out" ]] || { echo "trainer_bundle: $out exists already" >&2; exit 3; }

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
bundle="$work/cicatrix-trainer"
mkdir -p "$bundle/core" "$bundle/app" "$bundle/resources" "$bundle/data" \
    "$bundle/third_party/include" "$bundle/third_party/share/cmake"
cp "$root"/{CMakeLists.txt,LICENSE} "$bundle/"
cp "$root/core/CMakeLists.txt" "$bundle/core/"
cp -r "$root"/core/{base,metrics,nn,models,train} "$bundle/core/"
cp "$root/app/CMakeLists.txt" "$bundle/app/"
cp -r "$root/app/train" "$bundle/app/"
cp -r "$root/resources/encoders" "$bundle/resources/"
cp -r /usr/include/nlohmann "$bundle/third_party/include/"
cp -r /usr/share/cmake/nlohmann_json "$bundle/third_party/share/cmake/"
for file in "$@"; do cp "$file" "$bundle/data/"; done

cat >"$bundle/build.sh" <<'SCRIPT'
#!/usr/bin/env bash
# Builds cicatrix-train: ./build.sh [folder of a LibTorch other than the system's, e.g. …/site-packages/torch]
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
cmake -S . -B build -DCMAKE_BUILD_TYPE=Release -DCICATRIX_TRAINER_ONLY=ON -DBUILD_TESTING=OFF \
    -DCMAKE_PREFIX_PATH="$PWD/third_party" ${1:+-DCICATRIX_TORCH_DIR="$1"}
cmake --build build --target cicatrix-train -j "${JOBS:-$(nproc)}"
echo "Built $PWD/build/app/train/cicatrix-train"
SCRIPT
chmod +x "$bundle/build.sh"

tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner -cf - cicatrix-trainer | xz -T0 -2 >"$out.part"
mv "$out.part" "$out"
echo "$out: $(du -h "$out" | cut -f1)"
