"""Pages for what goes wrong by a visitor's hand: a wrong address, a wrong option, a slow query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette import Response
from datasette.utils import add_cors_headers, tilde_decode
from datasette.utils.asgi import Base400

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

TITLES = {
    400: "این درخواست درست نیست",
    403: "این صفحه باز نیست",
    404: "چنین صفحه‌ای نیست",
}
HINTS = {
    400: "نشانی صفحه یا یکی از گزینه‌های آن خوانده نشد.",
    403: "دیدن یا گرفتن آن اجازه می‌خواهد.",
    404: "شاید نشانی درست نوشته نشده، یا نوشته‌ای با این شناسه در آرشیو نیست.",
}
SLOW = "این پرس‌وجو بیش از اندازه زمان برد و رها شد. آن را کوچک‌تر کنید."


def is_the_visitors(exception: Exception) -> bool:
    """Whether a request was wrong, rather than the program."""
    return isinstance(exception, Base400) or _is_datasettes(exception)


async def page(datasette: Datasette, request: Request, exception: Exception) -> Response:
    """The answer, as JSON where JSON was asked for."""
    status: int = getattr(exception, "status", 400)
    if status not in TITLES:
        status = 400  # Datasette says 500 of a column that cannot be sorted by
    detail = str(getattr(exception, "message", None) or next(iter(exception.args), ""))
    title: str | None = getattr(exception, "title", None)
    headers: dict[str, str] = {}
    if datasette.cors:
        add_cors_headers(headers)
    if request.path.partition("?")[0].endswith(".json"):
        body = {"ok": False, "error": detail, "status": status, "title": title}
        return Response.json({**getattr(exception, "error_dict", {}), **body}, status=status, headers=headers)
    database = tilde_decode(request.url_vars.get("database", ""))
    slow = title == "SQL Interrupted"
    context = {
        "database": database if database in datasette.databases else None,
        "status": status,
        "title": TITLES[status],
        "hint": SLOW if slow else HINTS[status],
        "error": "" if slow or status == 404 else detail,
    }
    html = await datasette.render_template(["error.html"], context, request=request, view_name="error")
    return Response.html(html, status=status, headers=headers)


def _is_datasettes(exception: Exception) -> bool:
    from datasette.views.base import DatasetteError  # imports the whole of Datasette

    return isinstance(exception, DatasetteError)
