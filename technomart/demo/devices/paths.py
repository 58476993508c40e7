"""Outlines and the tiny camera that turns them in space."""
import math


def n(v):
    s = "%.1f" % v
    if s.endswith(".0"):
        s = s[:-2]
    return "0" if s == "-0" else s


def n2(v):
    return ("%.3f" % v).rstrip("0").rstrip(".") or "0"


def _join(v):
    s = ""
    for x in v:
        t = n(x)
        if t.startswith("0."):
            t = t[1:]
        elif t.startswith("-0."):
            t = "-" + t[2:]
        s += t if not s or t[0] == "-" else " " + t
    return s


class Path:
    """A list of M/L/C/Z commands that can be mapped through any point function."""

    tag = None               # shorter SVG form of an unmapped rectangle or ellipse

    def __init__(self, cmds=None):
        self.c = cmds or []

    def M(self, x, y):
        self.c.append(("M", [(x, y)]))
        return self

    def L(self, *pts):
        for i in range(0, len(pts), 2):
            self.c.append(("L", [(pts[i], pts[i + 1])]))
        return self

    def C(self, *p):
        for i in range(0, len(p), 6):
            self.c.append(("C", [(p[i], p[i + 1]), (p[i + 2], p[i + 3]), (p[i + 4], p[i + 5])]))
        return self

    def Z(self):
        self.c.append(("Z", []))
        return self

    def __add__(self, o):
        return Path(self.c + o.c)

    def map(self, f):
        return Path([(k, [f(*p) for p in pts]) for k, pts in self.c])

    def move(self, dx, dy):
        return self.map(lambda x, y: (x + dx, y + dy))

    def mirror(self, cx):
        return self.map(lambda x, y: (2 * cx - x, y))

    def rot(self, deg, cx=0, cy=0):
        a = math.radians(deg)
        ca, sa = math.cos(a), math.sin(a)
        return self.map(lambda x, y: (cx + (x - cx) * ca - (y - cy) * sa, cy + (x - cx) * sa + (y - cy) * ca))

    def d(self):
        """Compact path data: relative commands, one decimal."""
        out, last = [], None
        cx = cy = sx = sy = 0.0
        for k, pts in self.c:
            if k == "Z":
                out.append("z")
                cx, cy, last = sx, sy, "z"
                continue
            if k == "M":
                x, y = round(pts[0][0], 1), round(pts[0][1], 1)
                out.append("M" + _join((x, y)))
                cx, cy, sx, sy, last = x, y, x, y, "M"
                continue
            q = [(round(x, 1), round(y, 1)) for x, y in pts]
            v = [c for x, y in q for c in (x - cx, y - cy)]
            if k == "L" and not (round(v[0], 1) or round(v[1], 1)):
                continue
            t = _join(v)
            if k == last:
                out.append(t if t[0] == "-" else " " + t)
            else:
                out.append(k.lower() + t)
            cx, cy = q[-1]
            last = k
        return "".join(out)

    __str__ = d

    def sample(self, m=6):
        """Flatten to points (curves get m steps)."""
        out, cur = [], None
        for k, p in self.c:
            if k in "ML":
                cur = p[0]
                out.append(cur)
            elif k == "C":
                a, (b, c, e) = cur, p
                for i in range(1, m + 1):
                    t = i / m
                    u = 1 - t
                    out.append(tuple(u ** 3 * a[j] + 3 * u * u * t * b[j] + 3 * u * t * t * c[j] + t ** 3 * e[j] for j in (0, 1)))
                cur = e
        return out


def rr(x, y, w, h, r=0, smooth=False):
    """Rounded rectangle; r is a number or (tl, tr, br, bl). smooth = continuous corners."""
    rs = [r] * 4 if not isinstance(r, (tuple, list)) else list(r)
    rs = [max(0.001, min(q, w / 2, h / 2)) for q in rs]
    k = .4477
    if smooth:
        rs = [min(q * 1.3, w / 2, h / 2) for q in rs]
        k = 1 - .732
    a, b, c, d = rs
    p = Path().M(x + a, y).L(x + w - b, y).C(x + w - b * k, y, x + w, y + b * k, x + w, y + b)
    p.L(x + w, y + h - c).C(x + w, y + h - c * k, x + w - c * k, y + h, x + w - c, y + h)
    p.L(x + d, y + h).C(x + d * k, y + h, x, y + h - d * k, x, y + h - d)
    p.L(x, y + a).C(x, y + a * k, x + a * k, y, x + a, y).Z()
    if not smooth and a == b == c == d:
        p.tag = 'rect x="%s" y="%s" width="%s" height="%s"' % (n(x), n(y), n(w), n(h)) + (' rx="%s"' % n(a) if a > .05 else "")
    return p


def crr(cx, cy, w, h, r=0, smooth=False):
    """Rounded rectangle by its centre."""
    return rr(cx - w / 2, cy - h / 2, w, h, r, smooth)


def ell(cx, cy, rx, ry=None):
    ry = rx if ry is None else ry
    k = .5523
    p = (Path().M(cx + rx, cy)
         .C(cx + rx, cy + ry * k, cx + rx * k, cy + ry, cx, cy + ry)
         .C(cx - rx * k, cy + ry, cx - rx, cy + ry * k, cx - rx, cy)
         .C(cx - rx, cy - ry * k, cx - rx * k, cy - ry, cx, cy - ry)
         .C(cx + rx * k, cy - ry, cx + rx, cy - ry * k, cx + rx, cy).Z())
    if abs(rx - ry) < .05:
        p.tag = 'circle cx="%s" cy="%s" r="%s"' % (n(cx), n(cy), n(rx))
    else:
        p.tag = 'ellipse cx="%s" cy="%s" rx="%s" ry="%s"' % (n(cx), n(cy), n(rx), n(ry))
    return p


def poly(*pts):
    p = Path().M(*pts[0])
    for q in pts[1:]:
        p.L(*q)
    return p.Z()


def line(*pts):
    p = Path().M(*pts[0])
    for q in pts[1:]:
        p.L(*q)
    return p


def hull(pts):
    """Convex hull (monotone chain)."""
    pts = sorted(set((round(x, 2), round(y, 2)) for x, y in pts))
    if len(pts) < 3:
        return pts

    def half(seq):
        out = []
        for p in seq:
            while len(out) > 1 and (out[-1][0] - out[-2][0]) * (p[1] - out[-2][1]) - (out[-1][1] - out[-2][1]) * (p[0] - out[-2][0]) <= 0:
                out.pop()
            out.append(p)
        return out[:-1]
    return half(pts) + half(pts[::-1])


def smooth_line(pts, closed=False, t=.5):
    """Catmull-Rom curve through points."""
    m = len(pts)
    p = Path().M(*pts[0])
    rng = range(m if closed else m - 1)
    for i in rng:
        g = (lambda j: pts[j % m]) if closed else (lambda j: pts[max(0, min(m - 1, j))])
        a, b, c, d = g(i - 1), g(i), g(i + 1), g(i + 2)
        p.C(b[0] + (c[0] - a[0]) * t / 3, b[1] + (c[1] - a[1]) * t / 3,
            c[0] - (d[0] - b[0]) * t / 3, c[1] - (d[1] - b[1]) * t / 3, c[0], c[1])
    return p.Z() if closed else p


class Cam:
    """Perspective camera.  World: x right, y up, z towards the viewer."""

    def __init__(self, yaw=-28, pitch=22, scale=1.0, at=(400, 430), dist=2600, centre=(0, 0, 0)):
        self.y, self.p = math.radians(yaw), math.radians(pitch)
        self.s, self.at, self.d, self.c = scale, at, dist, centre
        self.yaw, self.pitch = yaw, pitch

    def rot(self, x, y, z):
        cy, sy = math.cos(self.y), math.sin(self.y)
        x, z = x * cy + z * sy, -x * sy + z * cy
        cp, sp = math.cos(self.p), math.sin(self.p)
        return x, y * cp - z * sp, y * sp + z * cp

    def __call__(self, x, y, z):
        x, y, z = self.rot(x - self.c[0], y - self.c[1], z - self.c[2])
        k = self.s * self.d / (self.d - z)
        return self.at[0] + x * k, self.at[1] - y * k

    def plane(self, o, u, v):
        """2D mapping (a, b) -> screen for the plane o + a*u + b*v."""
        return lambda a, b: self(o[0] + a * u[0] + b * v[0], o[1] + a * u[1] + b * v[1], o[2] + a * u[2] + b * v[2])

    def floor(self, y=0):
        """(x, z) -> screen."""
        return lambda a, b: self(a, y, b)

    def front(self, z):
        """(x, y-down from 0) -> screen, on the plane facing +z."""
        return lambda a, b: self(a, -b, z)

    def side(self, x):
        """(z, y-down) on the plane facing +-x."""
        return lambda a, b: self(x, -b, a)

    def light(self, nx, ny, nz):
        """Lambert-like 0..1 shade for a world normal, lit in view space."""
        x, y, z = self.rot(nx, ny, nz)
        L = (-.50, .62, .60)
        dot = x * L[0] + y * L[1] + z * L[2]
        return max(0, min(1, .40 + .52 * dot))


def affine(f, w, h):
    """SVG matrix that best maps the w*h rectangle through f."""
    p0, p1, p2, p3 = f(0, 0), f(w, 0), f(0, h), f(w, h)
    ax = ((p1[0] - p0[0]) + (p3[0] - p2[0])) / 2 / w
    ay = ((p1[1] - p0[1]) + (p3[1] - p2[1])) / 2 / w
    bx = ((p2[0] - p0[0]) + (p3[0] - p1[0])) / 2 / h
    by = ((p2[1] - p0[1]) + (p3[1] - p1[1])) / 2 / h
    cx = sum(p[0] for p in (p0, p1, p2, p3)) / 4
    cy = sum(p[1] for p in (p0, p1, p2, p3)) / 4
    ex, ey = cx - ax * w / 2 - bx * h / 2, cy - ay * w / 2 - by * h / 2
    return "matrix(%s %s %s %s %s %s)" % (n2(ax), n2(ay), n2(bx), n2(by), n(ex), n(ey))
