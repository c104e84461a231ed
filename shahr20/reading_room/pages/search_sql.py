"""A search as SQL that the reader can run and change."""

from __future__ import annotations

from typing import Any

from shahr20.archive.facets import Chosen
from shahr20.archive.lexicon import json_array
from shahr20.archive.searching import Asked

LONGEST = 4_000
"""Letters of the parameters together: an address holds no more."""


def of(asked: Asked, chosen: Chosen) -> list[dict[str, Any]]:
    """The query of all articles that a page is about; nothing when it is too long for an address."""
    where, params = [], {}
    if asked.plan.match:
        where.append("a.id IN (SELECT rowid FROM search WHERE search MATCH :words)")
        params["words"] = asked.plan.match
    if asked.plan.rest.sql:
        where += asked.plan.rest.sql
        params |= asked.plan.rest.params
    for name, condition, value in _conditions(chosen):
        where.append(condition)
        params[name] = value
    if sum(map(len, params.values())) > LONGEST:
        return []
    sql = "SELECT a.id, a.title, a.published_jalali, a.source, a.category\nFROM articles AS a"
    if where:
        sql += "\nWHERE " + "\n  AND ".join(where)
    return [{"of": "hits", "sql": f"{sql}\nORDER BY a.published_at DESC", "params": params}]


def _conditions(chosen: Chosen) -> list[tuple[str, str, str]]:
    """Name of the parameter, condition, value, for each thing chosen."""
    found = []
    if chosen.since:
        found.append(("since", "a.published_at >= :since", chosen.since))
    if chosen.before:
        found.append(("before", "a.published_at < :before", chosen.before))
    if chosen.years or chosen.months:
        months = [f"{year}-{month:02}" for year, month in chosen.months]
        written = "SELECT value FROM json_each(:times)"
        condition = f"(a.jalali_year IN ({written}) OR substr(a.published_jalali, 1, 7) IN ({written}))"
        found.append(("times", condition, json_array([*chosen.years, *months])))
    if chosen.source:
        found.append(
            ("source", "a.source IN (SELECT value FROM json_each(:source))", json_array(chosen.source))
        )
    for name, table, key in (
        ("category", "categories", "category_id"),
        ("tag", "tags", "tag_id"),
    ):
        if values := getattr(chosen, name):
            condition = f"""a.id IN (SELECT article_id FROM article_{table} WHERE {key} IN (
    SELECT id FROM {table} WHERE name IN (SELECT value FROM json_each(:{name}))))"""
            found.append((name, condition, json_array(values)))
    return found
