"""Colours of goods and their tones, from highlight to shadow."""

PALETTE = {
    "graphite": "#4a4e55", "black": "#2b2d32", "silver": "#d3d6da", "white": "#f3f3f1",
    "midnight": "#2a3446", "navy": "#31456a", "blue": "#7d9fc6", "sky": "#b3d0e4",
    "sage": "#a9b7a2", "green": "#4f6d5e", "mint": "#bfdccd", "teal": "#3f7f88",
    "coral": "#ec8272", "red": "#bf3a41", "rose": "#e6c0b9", "pink": "#efc9d2",
    "titanium": "#b4ada3", "sand": "#dccdb5", "gold": "#dfc7a2", "cream": "#ece4d3",
    "copper": "#b9795b", "brown": "#6f5243", "lavender": "#bfb6d8", "purple": "#62568a",
    "yellow": "#f0ca66", "orange": "#e8925a", "steel": "#aab0b7", "slate": "#6b7480",
}


def hexc(c):
    """A palette name or #rrggbb -> #rrggbb."""
    return PALETTE.get(c, c)


def rgb(c):
    c = hexc(c).lstrip("#")
    if len(c) == 3:
        c = "".join(k * 2 for k in c)
    return tuple(int(c[i:i + 2], 16) for i in (0, 2, 4))


def mix(a, b, t):
    """Blend two colours in a gamma-softened space (keeps mid tones clean)."""
    t = max(0.0, min(1.0, t))
    g = 2.0
    out = [round(((x ** g) * (1 - t) + (y ** g) * t) ** (1 / g)) for x, y in zip(rgb(a), rgb(b))]
    return "#%02x%02x%02x" % tuple(max(0, min(255, v)) for v in out)


def lum(c):
    r, g, b = rgb(c)
    return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255


def lt(c, t):
    """Lighten towards a barely warm white."""
    return mix(c, "#fffefc", t)


def dk(c, t):
    """Darken towards a cool ink, keeping some of the hue (never pure black)."""
    r, g, b = rgb(c)
    ink = "#%02x%02x%02x" % (int(r * .10 + 8), int(g * .10 + 9), int(b * .12 + 14))
    x, y = rgb(c), rgb(ink)
    out = [round(p * (1 - t) + q * t) for p, q in zip(x, y)]
    return "#%02x%02x%02x" % tuple(max(0, min(255, v)) for v in out)


class Tone:
    """A tonal ramp for one product colour: hi > lt > base > dk > sh > edge."""

    def __init__(self, colour):
        b = hexc(colour)
        L = lum(b)
        self.base, self.L = b, L
        up = 0.10 if L < .25 else (0.20 if L < .6 else 0.42)
        self.hi = lt(b, up + (.14 if L < .25 else .26))
        self.lt = lt(b, up)
        self.dk = dk(b, .22 if L < .85 else .13)
        self.sh = dk(b, .42 if L < .85 else .27)
        self.edge = dk(b, .60 if L < .85 else .40)
        self.spec = lt(b, .55 if L < .3 else .85)

    def shade(self, v):
        """v in 0..1 (shadow..light) -> colour."""
        if v >= .62:
            return mix(self.base, self.hi, (v - .62) / .38)
        return mix(self.edge, self.base, v / .62)
