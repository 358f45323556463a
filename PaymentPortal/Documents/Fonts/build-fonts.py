#!/usr/bin/env python3
"""Makes the fonts that the repository ships out of Debian's Noto Sans (the TrueType files of fonts-noto-extra).

    build-fonts.py <folder with NotoSans-Regular.ttf, -Medium.ttf, -SemiBold.ttf> <the repository's PaymentPortal folder>

Needs Debian's fonttools and python3-brotli. Three things are done to the originals: letters outside the written scope are
left out, hinting is left out, and U+2212 (the true minus, which Noto Sans lacks) is added as the bar of the font's own plus sign.
The same input gives the same bytes.
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

# What a document may have to print: names and addresses of customers in Latin, Greek, Cyrillic or Vietnamese.
PDF_LETTERS = [(0x0020, 0x007E), (0x00A0, 0x052F), (0x1D00, 0x1FFF), (0x2000, 0x218F), (0x2212, 0x2212), (0x25CC, 0x25CC),
               (0x2C60, 0x2C7F), (0xA720, 0xA7FF), (0xAB30, 0xAB6F), (0xFB00, 0xFB06), (0xFFFD, 0xFFFD)]
# The same in the browser, without phonetic and historic letters: there the system's fonts stand behind ours.
WEB_LETTERS = [(0x0020, 0x007E), (0x00A0, 0x024F), (0x0259, 0x0259), (0x02B0, 0x02DD), (0x0300, 0x0315), (0x031B, 0x031B),
               (0x0323, 0x0331), (0x0370, 0x03FF), (0x0400, 0x045F), (0x0490, 0x04FF), (0x1E00, 0x1EFF), (0x2000, 0x206F),
               (0x2070, 0x208E), (0x20A0, 0x20BF), (0x2113, 0x2113), (0x2116, 0x2117), (0x2120, 0x2122), (0x2150, 0x215E),
               (0x2212, 0x2212), (0x25CC, 0x25CC), (0xFB01, 0xFB02), (0xFFFD, 0xFFFD)]
WEB_FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum", "lnum", "pnum"]


def add_minus(font):
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    if 0x2212 in names:
        return
    plus = names[ord("+")]
    bounds = BoundsPen(glyphs)
    glyphs[plus].draw(bounds)
    left, _, right, _ = bounds.bounds
    coordinates, _, _ = font["glyf"][plus].getCoordinates(font["glyf"])
    # The plus sign is a cross of twelve corners: its arms' ends at the left give the bar's height.
    levels = sorted(y for x, y in coordinates if x == left)
    pen = TTGlyphPen(None)
    for start, corner in enumerate([(left, levels[0]), (left, levels[-1]), (right, levels[-1]), (right, levels[0])]):
        (pen.moveTo if start == 0 else pen.lineTo)(corner)
    pen.closePath()
    order = font.getGlyphOrder() + ["minus"]
    font["glyf"]["minus"] = pen.glyph()
    font["hmtx"]["minus"] = (font["hmtx"][plus][0], int(left))
    font.setGlyphOrder(order)
    if "GDEF" in font and font["GDEF"].table.GlyphClassDef:
        font["GDEF"].table.GlyphClassDef.classDefs["minus"] = 1
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x2212] = "minus"


def make(source, target, letters, features, flavor):
    options = subset.Options()
    options.hinting = False
    options.layout_features = features
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14, 16, 17]
    options.flavor = flavor
    options.glyph_names = False
    if not features:
        options.drop_tables += ["GSUB", "GPOS", "GDEF"]
    font = TTFont(source, recalcTimestamp=False)
    add_minus(font)
    tool = subset.Subsetter(options)
    tool.populate(unicodes=[u for first, last in letters for u in range(first, last + 1)])
    tool.subset(font)
    target.parent.mkdir(parents=True, exist_ok=True)
    subset.save_font(font, str(target), options)
    print(f"{target.name}: {target.stat().st_size:,} bytes, {len(font.getBestCmap())} letters")


originals, portal = Path(sys.argv[1]), Path(sys.argv[2])
for weight in ["Regular", "SemiBold"]:
    make(originals / f"NotoSans-{weight}.ttf", portal / f"Documents/Fonts/NotoSans-{weight}.ttf", PDF_LETTERS, [], None)
for weight in ["Regular", "Medium", "SemiBold"]:
    make(originals / f"NotoSans-{weight}.ttf", portal / f"wwwroot/fonts/NotoSans-{weight}.woff2", WEB_LETTERS, WEB_FEATURES, "woff2")
