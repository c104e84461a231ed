"""How editors type: paragraphs as classic content, as blocks, pasted, with lists, tables and pictures.

A hand takes a story that has paragraphs and gives the `post_content` WordPress would store.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from shahr20.replica.story import Story

Hand = Callable[[Story], str]

ZWNJ = "\u200c"
IMAGES = range(201, 206)
"""Ids of the pictures in the media library; picture N of them is the file N.gif in UPLOAD."""
UPLOAD = "/wp-content/uploads/2019/05"


def classic(story: Story) -> str:
    """Blank lines, which WordPress makes paragraphs of."""
    return "\n\n".join(story.paragraphs)


def windows(story: Story) -> str:
    """The same from a Windows clipboard, with a space after each paragraph and blank lines at the end."""
    return " \r\n\r\n".join(story.paragraphs) + "\r\n\r\n\r\n&nbsp;\r\n"


def block(name: str, markup: str, attributes: str = "") -> str:
    """Markup between the comments of the block editor."""
    return f"<!-- wp:{name} {attributes}-->\n{markup}\n<!-- /wp:{name} -->"


def paragraph(text: str) -> str:
    """A paragraph of the block editor."""
    return block("paragraph", f"<p>{text}</p>")


def blocks(story: Story) -> str:
    """The block editor's comments around every paragraph."""
    return "\n\n".join(map(paragraph, story.paragraphs))


def word_processor(story: Story) -> str:
    """Pasted: styled paragraphs, spans around everything, an empty one between each two."""
    paragraphs = []
    for text in story.paragraphs:
        words = text.split(" ")
        bold = f'<b><span lang="FA">{" ".join(words[:3])}</span></b> {" ".join(words[3:])}'
        span = f"<span style=\"font-family: 'B Nazanin';\">{bold}</span>"
        paragraphs.append(f'<p dir="RTL" style="text-align: justify;">{span}</p>')
    return '\n<p dir="RTL">&nbsp;</p>\n'.join(paragraphs)


def entities(story: Story) -> str:
    """Half-spaces, guillemets and every fifth space as entities."""
    paragraphs = []
    for text in story.paragraphs:
        named = text.replace(ZWNJ, "&zwnj;").replace("«", "&laquo;").replace("»", "&raquo;")
        words = named.split(" ")
        paragraphs.append("".join(word + ("&nbsp;" if n % 5 == 4 else " ") for n, word in enumerate(words)))
    return "\n\n".join(paragraphs)


def breaks(story: Story) -> str:
    """One element, lines ended by <br>, paragraphs by two; a verse of two lines at the end."""
    verse = "بنی آدم اعضای یک پیکرند<br>که در آفرینش ز یک گوهرند"
    lines = "<br /><br />\n".join(story.paragraphs)
    return block("html", f"<div>{lines}<br><br>{verse}</div>")


def divs(story: Story) -> str:
    """No paragraphs at all, each in a <div>."""
    return "".join(f'<div style="text-align: justify;">{text}</div>' for text in story.paragraphs)


def subheads(story: Story) -> str:
    """A heading, a list, a quotation and a rule after the first paragraph, in blocks."""
    first, *rest = story.paragraphs
    topics = ("آب و فاضلاب", "حمل‌ونقل <strong>همگانی</strong>")
    items = "\n\n".join(block("list-item", f"<li>{topic}</li>") for topic in topics)
    quoted = "<p>کار برای مردم تعطیلی ندارد.</p><cite>شهردار قم</cite>"
    return "\n\n".join(
        [
            paragraph(first),
            block("heading", "<h3>محورهای نشست</h3>", '{"level":3} '),
            block("list", f"<ul>{items}</ul>"),
            block("quote", f'<blockquote class="wp-block-quote">{quoted}</blockquote>'),
            block("separator", '<hr class="wp-block-separator has-alpha-channel-opacity"/>'),
            *map(paragraph, rest),
        ]
    )


def classic_list(story: Story) -> str:
    """A list and a quotation typed in the classic editor, a «more» line after the first paragraph."""
    first, *rest = story.paragraphs
    listed = "<ol>\n \t<li>بازسازی معابر</li>\n \t<li>روشنایی پارک‌ها</li>\n</ol>"
    return "\n\n".join([first, "<!--more-->", f"{listed}\n<blockquote>شهر خانه ماست.</blockquote>", *rest])


def table(story: Story) -> str:
    """Figures in a table between the paragraphs."""
    first, *rest = story.paragraphs
    cells = (("منطقه", "مساحت"), ("یک", "۱۲۰ هکتار"), ("دو", "۸۵ هکتار"))
    rows = "\n".join(f"<tr>\n<td>{left}</td>\n<td>{right}</td>\n</tr>" for left, right in cells)
    return "\n\n".join([first, f'<table border="1">\n<tbody>\n{rows}\n</tbody>\n</table>', *rest])


def links(story: Story) -> str:
    """A link out of the site, one to another article, and a picture that leads to its attachment page."""
    first, *rest = story.paragraphs
    words, _, last = first.rpartition(" ")
    city = "https://fa.wikipedia.org/wiki/%D9%82%D9%85"
    picture = f'<img class="wp-image-{IMAGES[0]}" src="{UPLOAD}/1.gif" alt="میدان آستانه" width="680" />'
    return "\n\n".join(
        [
            f'{words} <a href="{city}" target="_blank" rel="noopener">{last}</a>',
            *rest,
            'گزارش کامل را <a href="/?p=47859">اینجا</a> بخوانید.'
            f'<a href="/?attachment_id={IMAGES[0]}" rel="attachment wp-att-{IMAGES[0]}">{picture}</a>',
        ]
    )


def caption(story: Story) -> str:
    """A picture with a caption after the first paragraph, as the classic editor's shortcode."""
    first, *rest = story.paragraphs
    picture = f'<img class="wp-image-{IMAGES[1]}" src="{UPLOAD}/2.gif" alt="" width="300" height="200" />'
    text = escape(story.caption or "نمایی از بلوار پیامبر اعظم", quote=False)
    opening = f'[caption id="attachment_{IMAGES[1]}" align="aligncenter" width="300"]'
    return "\n\n".join([first, f"{opening}{picture} {text}[/caption]", *rest])


def picture_first(story: Story) -> str:
    """A picture with a caption above the first paragraph, as a block."""
    picture = f'<img src="{UPLOAD}/3.gif" alt="" class="wp-image-{IMAGES[2]}"/>'
    text = escape(story.caption or "عکس از آرشیو", quote=False)
    under = f'<figcaption class="wp-element-caption">{text}</figcaption>'
    figure = f'<figure class="wp-block-image size-large">{picture}{under}</figure>'
    return "\n\n".join([block("image", figure, f'{{"id":{IMAGES[2]}}} '), *map(paragraph, story.paragraphs)])


def film(story: Story) -> str:
    """A film from a Persian video site: a script, an inline style and a frame, none of them text."""
    first, *rest = story.paragraphs
    site = "https://www.aparat.com"
    script = f'<script type="text/javascript" src="{site}/embed/Xy7Qa?data[rnddiv]=52113097"></script>'
    style = "<style>.h_iframe{position:relative}</style>"
    frame = (
        f'<iframe src="{site}/video/video/embed/videohash/Xy7Qa/vt/frame" allowFullScreen="true"></iframe>'
    )
    embed = f'<div id="52113097">{script}</div>{style}<div class="h_iframe">{frame}</div>'
    return "\n\n".join([first, embed, *rest])


def typewriter(story: Story) -> str:
    """What WordPress prints otherwise: straight quotes, dots, hyphens, `x`, `&`; and a `<` that is no tag."""
    typed = "وی گفت: \"کار تمام است\" -- و ادامه داد: 'نه' ... R&D در سال‌های 1390-1400 با ابعاد 3x4 بود."
    return "\n\n".join([*story.paragraphs, typed, "دمای < 5 درجه، rock 'n' roll."])


def marks(story: Story) -> str:
    """Characters nobody sees, direction marks and a soft hyphen, and an emoji that everybody sees."""
    first, *rest = story.paragraphs
    return "\n\n".join([f"\u200f{first}", *rest, "پیام \u202bشهروندان\u202c به ۱۳۷ 😀 نرسید\u00ad."])


PLAIN: Sequence[Hand] = (classic, windows, blocks, word_processor, entities, divs, film)
"""The hands that add no word of their own."""
HANDS: Sequence[Hand] = (
    *PLAIN,
    *(breaks, subheads, classic_list, table, links, caption, picture_first, typewriter, marks),
)


def hand_of(story: Story) -> Hand:
    """The hand that types a story: the known page as plain as it is known, the others in turn."""
    return classic if story.id == 47_859 else HANDS[story.id % len(HANDS)]
