"""What WordPress writes into the head of every page: the presets of its block editor as inline styles.

Some fourteen thousand characters a page that are the same on all of them: pages without it would be
half as long as the site's, and captures of them would say nothing about captures of the site.
"""

from __future__ import annotations

from functools import lru_cache

COLORS = {
    "black": "#000000", "cyan-bluish-gray": "#abb8c3", "white": "#ffffff", "pale-pink": "#f78da7",
    "vivid-red": "#cf2e2e", "luminous-vivid-orange": "#ff6900", "luminous-vivid-amber": "#fcb900",
    "light-green-cyan": "#7bdcb5", "vivid-green-cyan": "#00d084", "pale-cyan-blue": "#8ed1fc",
    "vivid-cyan-blue": "#0693e3", "vivid-purple": "#9b51e0",
}  # fmt: skip
GRADIENTS = ("pale-ocean", "electric-grass", "midnight", "blush-bordeaux", "luminous-dusk", "cool-sky")
FONT_SIZES = {"small": "13px", "medium": "20px", "large": "36px", "x-large": "42px"}
SPACING = {20: 0.44, 30: 0.67, 40: 1.0, 50: 1.5, 60: 2.25, 70: 3.38, 80: 5.06}
LAYOUTS = ("flow", "constrained", "flex", "grid")
BLOCKS = (
    "audio", "button", "buttons", "code", "columns", "cover", "embed", "file", "gallery", "group", "heading",
    "image", "latest-posts", "list", "media-text", "pullquote", "quote", "search", "separator", "social-links",
    "table", "verse", "video",
)  # fmt: skip


@lru_cache(maxsize=1)
def global_styles() -> str:
    """The style element with the presets, as variables and as classes."""
    variables = [
        *(f"--wp--preset--color--{name}: {value}" for name, value in COLORS.items()),
        *(
            f"--wp--preset--gradient--{name}: linear-gradient({30 * number}deg,rgb({20 * number},110,198) 0%,"
            f"rgb(155,{40 * number},224) 100%)"
            for number, name in enumerate(GRADIENTS, start=1)
        ),
        *(f"--wp--preset--font-size--{name}: {size}" for name, size in FONT_SIZES.items()),
        *(f"--wp--preset--spacing--{step}: {size}rem" for step, size in SPACING.items()),
    ]
    rules = [f"body{{{';'.join(variables)};}}"]
    for layout in LAYOUTS:
        for side, margin in (("alignleft", "right"), ("alignright", "left")):
            rules.append(
                f"body .is-layout-{layout} > .{side}{{float: {side[5:]};margin-inline-{margin}: 2em;}}"
            )
        rules.append(
            f"body .is-layout-{layout} > .aligncenter{{margin-left: auto !important;margin-right: auto !important;}}"
        )
        rules.append(f":where(.wp-block-columns.is-layout-{layout}){{gap: 2em;}}")
        rules.append(f":where(.wp-block-post-template.is-layout-{layout}){{gap: 1.25em;}}")
    for name in COLORS:
        rules += (
            f".has-{name}-{suffix}{{{property_}: var(--wp--preset--color--{name}) !important;}}"
            for suffix, property_ in (
                ("color", "color"),
                ("background-color", "background-color"),
                ("border-color", "border-color"),
            )
        )
    for name in GRADIENTS:
        rules.append(
            f".has-{name}-gradient-background{{background: var(--wp--preset--gradient--{name}) !important;}}"
        )
    for name in FONT_SIZES:
        rules.append(f".has-{name}-font-size{{font-size: var(--wp--preset--font-size--{name}) !important;}}")
    for block in BLOCKS:
        rules += (
            f".wp-block-{block}{{margin: 0 0 1em;max-width: 100%;box-sizing: border-box;}}",
            f".wp-block-{block}.has-background{{padding: 1.25em 2.375em;}}",
            f".wp-block-{block}.alignfull, .wp-block-{block}.alignwide{{width: 100%;clear: both;}}",
            f".wp-block-{block} > figcaption{{font-size: 13px;text-align: center;color: #555;}}",
        )
    return '<style id="global-styles-inline-css">\n' + "\n".join(rules) + "\n</style>"
