"""A screen of pyte as SVG: text stays text, one element for each run of cells that look the same."""

import re
from html import escape

BACKGROUND = "#1b1e24"
TEXT = "#d7dae0"
COLORS = {
    "black": "#7f848e", "red": "#e5675c", "green": "#8ec07c", "brown": "#e0b14e", "blue": "#6c9ef8", "magenta": "#c678dd",
    "cyan": "#56b6c2", "white": "#d7dae0",
}
CELL_WIDTH = 8.4
CELL_HEIGHT = 18
MARGIN = 12


def color(name, default):
    if name == "default":
        return default
    # Versions of pyte differ in whether, and how, they tell a bright colour from a plain one.
    return COLORS.get(re.sub("^b[rf]ight", "", name)) or f"#{name}"


def look(cell):
    """The attributes of the cell's text, and its background or None."""
    foreground, background = color(cell.fg, TEXT), color(cell.bg, BACKGROUND)
    if cell.reverse:
        foreground, background = background, foreground
    attributes = f' fill="{foreground}"' if foreground != TEXT else ""
    if cell.bold:
        attributes += ' font-weight="bold"'
    if cell.italics:
        attributes += ' font-style="italic"'
    if cell.underscore or cell.strikethrough:
        attributes += f' text-decoration="{"underline" if cell.underscore else "line-through"}"'
    return attributes, background if background != BACKGROUND else None


def runs(cells):
    """(column, columns, text, look) of neighbours that look the same. A wide character is alone: fonts disagree on its width."""
    found = []
    column = 0
    while column < len(cells):
        wide = column + 1 < len(cells) and cells[column + 1].data == ""
        this = look(cells[column])
        if found and not wide and not found[-1][4] and found[-1][3] == this:
            start, columns, text, _, _ = found[-1]
            found[-1] = (start, columns + 1, text + cells[column].data, this, False)
        else:
            found.append((column, 2 if wide else 1, cells[column].data, this, wide))
        column += 2 if wide else 1
    return [run[:4] for run in found]


def row_elements(number, cells):
    top = MARGIN + number * CELL_HEIGHT
    for column, columns, text, (attributes, background) in runs(cells):
        left, width = MARGIN + column * CELL_WIDTH, columns * CELL_WIDTH
        if background:
            yield f'<rect x="{left:g}" y="{top}" width="{width:g}" height="{CELL_HEIGHT}" fill="{background}"/>'
        if text.strip():
            before = len(text) - len(text.lstrip(" "))
            shown = text.strip(" ")
            left += before * CELL_WIDTH
            width = (columns if columns > len(text) else len(shown)) * CELL_WIDTH
            yield (f'<text x="{left:.1f}" y="{top + 13}" textLength="{width:.1f}"{attributes}>'
                   f'{escape(shown, quote=False)}</text>')


def svg(screen, label):
    width, height = MARGIN * 2 + screen.columns * CELL_WIDTH, MARGIN * 2 + screen.lines * CELL_HEIGHT
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height}" viewBox="0 0 {width:g} {height}" '
        f'role="img" aria-label="{escape(label)}">',
        f'<rect width="{width:g}" height="{height}" rx="8" fill="{BACKGROUND}"/>',
        f'<g font-family="ui-monospace,Menlo,Consolas,monospace" font-size="14" fill="{TEXT}" xml:space="preserve">']
    for number in range(screen.lines):
        lines += row_elements(number, [screen.buffer[number][column] for column in range(screen.columns)])
    return "\n".join([*lines, "</g>", "</svg>", ""])
