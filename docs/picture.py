"""Draw who arrives when, from an answer of `POST /api/matches`, as the README's picture.

python docs/picture.py answer.json > docs/who-arrives-when.svg
"""

import json
import sys
from datetime import datetime, timedelta
from html import escape
from typing import Any

WIDTH, LEFT, RIGHT, TOP, ROW = 1120, 268, 190, 92, 34
HOURS = 6
TINT = {"ITA": "#6cc4ff", "MLT": "#ff9aa8", "TUN": "#c4a1ff", "GRC": "#8fd9c4", None: "#c3cfdd"}
LEGEND = (
    "EXERCISE · who could be there first · hatched: notice, solid: under way, outlined: on scene,"
    " line: band"
)
FONT = "font-family='system-ui, sans-serif'"


def x_of(minutes: float) -> float:
    """The place of a time from now on the axis."""
    return LEFT + min(minutes, HOURS * 60) / (HOURS * 60) * (WIDTH - LEFT - RIGHT)


def text(x: float, y: float, words: str, fill: str = "#dde7f3", **style: str) -> str:
    """One line of words."""
    rest = " ".join(f"{key.replace('_', '-')}='{value}'" for key, value in style.items())
    return f"<text x='{x:.1f}' y='{y:.1f}' fill='{fill}' {FONT} {rest}>{escape(words)}</text>"


def counted(need: dict[str, Any]) -> str:
    """The quantity of a need with its unit."""
    return f"{need['quantity']} {'people' if need['unit'] == 'persons' else 'units'}"


def bar(x: float, end: float, y: float, fill: str, **style: str) -> str:
    """One part of a lane."""
    rest = " ".join(f"{key.replace('_', '-')}='{value}'" for key, value in style.items())
    width = max(end - x, 0)
    return f"<rect x='{x:.1f}' y='{y:.1f}' width='{width:.1f}' height='14' fill='{fill}' {rest}/>"


def band(minutes: dict[str, float] | None, y: float, tint: str) -> str:
    """A thin line from the 10th to the 90th percentile, under the lane."""
    if minutes is None:
        return ""
    return bar(x_of(minutes["p10"]), x_of(minutes["p90"]), y + 17, tint).replace("'14'", "'2'")


def lane(item: dict[str, Any], y: float) -> str:
    """Notice and waiting hatched, the way solid, on scene outlined, its band a thin line."""
    tint = TINT.get(item["party"], "#c3cfdd")
    time = item["time"]
    wait = time["notice_minutes"] + time["wait_minutes"] + time["hold_minutes"]
    arrive, stay = time["total_minutes"], item["on_scene_minutes"] or HOURS * 60
    total = f"{round(arrive)} min" if arrive < 100 else f"{arrive // 60:.0f} h {arrive % 60:02.0f}"
    verdict = item["verdict"].replace("_", " ")
    return "".join(
        [
            text(16, y + 12, item["party"] or "SHIP", tint, font_size="14", font_weight="700"),
            text(62, y + 12, item["name"], font_size="14"),
            text(LEFT - 10, y + 12, total, font_size="14", font_weight="700", text_anchor="end"),
            bar(x_of(0), x_of(wait), y, "url(#notice)"),
            bar(x_of(wait), x_of(arrive), y, tint),
            bar(x_of(arrive), x_of(arrive + stay), y, "none", stroke=tint, stroke_width="1.5"),
            band(item["band_minutes"], y, tint),
            text(
                WIDTH - RIGHT + 12,
                y + 12,
                f"{verdict} · {item['covers']}",
                "#8fa3bb",
                font_size="14",
            ),
        ]
    )


def picture(answer: dict[str, Any], lanes: int = 9) -> str:
    """The whole drawing."""
    shown = [item for item in answer["items"] if item["rank"] and item["time"]][:lanes]
    height = TOP + ROW * len(shown) + 54
    now = datetime.fromisoformat(answer["asked_at"])
    need = answer["need"]
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' role='img'",
        " aria-label='Who could be at the scene first, and when'>",
        "<defs><pattern id='notice' width='6' height='6' patternUnits='userSpaceOnUse'"
        " patternTransform='rotate(45)'><rect width='6' height='6' fill='#101a2a'/>"
        "<rect width='3' height='6' fill='#6b7f97'/></pattern></defs>",
        f"<rect width='{WIDTH}' height='{height}' rx='10' fill='#0a111d'/>",
        text(16, 34, f"{need['what']}: {counted(need)}", font_size="19", font_weight="700"),
        text(
            16,
            58,
            LEGEND,
            "#ffb454",
            font_size="15",
        ),
        text(WIDTH - RIGHT + 12, 58, "verdict · takes", "#8fa3bb", font_size="14"),
    ]
    for hour in range(HOURS + 1):
        x = x_of(hour * 60)
        label = (now + timedelta(hours=hour)).strftime("%H:%MZ")
        parts.append(f"<line x1='{x}' x2='{x}' y1='72' y2='{height - 34}' stroke='#22324a'/>")
        parts.append(text(x, height - 14, label, "#8fa3bb", font_size="14", text_anchor="middle"))
    parts += [lane(item, TOP + ROW * row) for row, item in enumerate(shown)]
    return "".join([*parts, "</svg>\n"])


if __name__ == "__main__":
    with open(sys.argv[1]) as source:
        sys.stdout.write(picture(json.load(source)))
