"""Answers in markdown, the same in each run: all that models write, with marks for where a run has come to."""

SECTION = """\
## The llama, part {number}

The llama (*Lama glama*) is a **domesticated** South American camelid, widely used as a meat and pack animal by Andean
cultures since the pre-Columbian era. See [the page](https://example.org/llama) and `llama.herd({number})`.

1. They are social animals and live with others as a herd.
2. Their wool is soft and contains only a small amount of lanolin:
   - a coarse outer guard hair,
   - a soft undercoat.

| Animal | Weight | Wool |
|--------|-------:|:----:|
| llama  | 150 kg | 3 kg |
| alpaca |  70 kg | 5 kg |

```python
def herd(count: int) -> list[str]:
    # one name each
    return [f"llama {{i}}" for i in range(count)]
```

> リャマは南米の家畜です。 A llama: 🦙.

"""
END = b"hinc-finis."


def mark(tenth: int) -> bytes:
    return b"mark-%d." % tenth


def answer(size: int) -> bytes:
    """At least `size` bytes; each tenth ends with its mark, the whole with END."""
    parts = []
    number = written = 0
    for tenth in range(10):
        parts.append(mark(tenth).decode() + "\n\n")
        while written < size * (tenth + 1) / 10:
            number += 1
            parts.append(SECTION.format(number=number))
            written += len(parts[-1].encode())
    return "".join(parts).encode() + mark(10) + b"\n\n" + END + b"\n"


def one_line(size: int) -> bytes:
    words = b"The llama is **domesticated**, `lives` in a herd and hums; "
    return words * (size // len(words)) + END


def tokens_of(text: bytes, count: int) -> bytes:
    """So many of its tokens (stub_server text), and END."""
    found = 0
    for at, byte in enumerate(text):
        found += byte in b" \n"
        if found == count:
            return text[:at] + b"\n\n" + END + b"\n"
    return text
