"""An evaluation as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from core.services.evaluation_report import shown_value

_STYLE = """
body { font: 15px/1.5 system-ui, "Malgun Gothic", sans-serif; margin: 2rem auto; max-width: 60rem;
       color: #1d2330; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border: 1px solid #c9d0dc; padding: .3rem .6rem; text-align: right; }
th:first-child, td:first-child { text-align: left; }
th { background: #eef1f6; }
"""
_FIGURES = (
    "mode", "shots", "references", "repeats", "seed", "n_images", "macro_accuracy", "plain_probe",
    "auroc", "anomaly_alone", "escape", "overkill", "hold_rate", "intervals", "calibration",
    "left_out", "failed",
    "model",
)  # fmt: skip


def render_html(view: Mapping[str, object]) -> str:
    """Render the figures.

    Parameters
    ----------
    view : mapping
        As made by :func:`core.services.evaluation_report.evaluation_view`.

    Returns
    -------
    str
        A whole page; everything from the data is escaped.
    """
    figures = [[name, shown_value(view.get(name))] for name in _FIGURES]
    title = f"DefectScribe evaluation: {view.get('folder')}"
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1>",
        _table(("figure", "value"), figures),
        "<h2>Recall</h2>",
        _recall(view.get("recall")),
        "<h2>Confusion (rows: true class; columns: top label; all repeats)</h2>",
        _confusion(view.get("confusion")),
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _recall(recall: object) -> str:
    if not isinstance(recall, dict) or not recall:
        return "<p>No label could be scored.</p>"
    return _table(("class", "recall"), [[k, shown_value(v)] for k, v in recall.items()])


def _confusion(confusion: object) -> str:
    if not isinstance(confusion, dict) or not confusion:
        return "<p>No label could be scored.</p>"
    labels = list(confusion)
    rows = [[label, *(str(confusion[label][guess]) for guess in labels)] for label in labels]
    return _table(("", *labels), rows)


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(text)}</th>" for text in headings)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><tr>{head}</tr>{body}</table>"
