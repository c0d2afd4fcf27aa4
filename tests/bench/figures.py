"""What was measured, and the table of it."""
import dataclasses
import math
import sys


@dataclasses.dataclass
class Figure:
    label: str
    target: str
    digits: int
    values: dict[str, float] = dataclasses.field(default_factory=dict)
    ratio: bool = True

    def cell(self, name: str) -> str:
        value = self.values.get(name)
        if value is None:
            return "–"
        if math.isinf(value):
            return "too late"
        cell = f"{value:.{self.digits}f}"
        ours = self.values.get("llamero")
        if ours and name != "llamero" and self.ratio:
            cell += f" ({value / ours:.2g}×)" if value / ours < 10 else f" ({value / ours:.0f}×)"
        return cell


def say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def print_table(columns: list[str], figures: list[Figure]) -> None:
    columns = [name for name in columns if any(name in figure.values for figure in figures)]
    rows = [["", "target", *columns]]
    rows += [[figure.label, figure.target, *(figure.cell(name) for name in columns)] for figure in figures]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for number, row in enumerate(rows):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
