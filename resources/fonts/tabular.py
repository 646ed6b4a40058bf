#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the bundled fonts from Debian's fonts-inter (needs fontTools 4): tabular figures become the default digits, since
Qt 6.4 cannot switch OpenType features on, and contextual substitutions are dropped, so that every glyph in a PDF maps back
to one character. Usage: tabular.py /usr/share/fonts/opentype/inter OUT"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Inter Tabular"


def tabular_digits(font: TTFont) -> dict[int, str]:
    gsub = font["GSUB"].table
    lookups = next(r.Feature.LookupListIndex for r in gsub.FeatureList.FeatureRecord if r.FeatureTag == "tnum")
    mapping: dict[str, str] = {}
    for index in lookups:
        for table in gsub.LookupList.Lookup[index].SubTable:
            mapping |= getattr(table, "ExtSubTable", table).mapping
    cmap = font.getBestCmap()
    return {code: mapping[cmap[code]] for code in range(ord("0"), ord("9") + 1)}


def rename(font: TTFont, style: str) -> None:
    names = {1: FAMILY if style in ("Regular", "Bold") else f"{FAMILY} {style}", 2: "Regular", 4: f"{FAMILY} {style}",
             6: f"{FAMILY.replace(' ', '')}-{style}", 16: FAMILY, 17: style, 3: f"{FAMILY} {style} for Cicatrix"}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    cff = font["CFF "].cff
    cff.fontNames[0] = names[6]
    cff.topDictIndex[0].FullName = names[4]
    cff.topDictIndex[0].FamilyName = FAMILY


def make(source: Path, target: Path, style: str) -> None:
    font = TTFont(source, recalcTimestamp=False)
    digits = tabular_digits(font)
    for table in font["cmap"].tables:
        table.cmap.update({c: g for c, g in digits.items() if c in table.cmap})
        for code in [c for c in table.cmap if 0xE000 <= c <= 0xF8FF]:
            del table.cmap[code]
    options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp"], name_IDs=["*"], notdef_outline=True,
                             hinting=False, glyph_names=False, recalc_timestamp=False)
    tool = subset.Subsetter(options)
    tool.populate(unicodes=set(font.getBestCmap()))
    tool.subset(font)
    rename(font, style)
    font.save(target)


def main() -> None:
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    for style in ("Regular", "SemiBold"):
        make(source / f"Inter-{style}.otf", out / f"InterTabular-{style}.otf", style)


main()
