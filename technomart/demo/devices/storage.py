"""Drives: SSD, hard disk and USB flash."""
from .colour import Tone, lt
from .core import Art
from .paths import Cam, Path, crr, ell, line, rr

GOLD = "#d9b46a"


def ssd(view="m2", color="green", label="graphite", accent="coral", tile="light", chips=3, heatsink=False):
    """SSD. view: m2 (stick), sata (2.5 inch), external (portable)."""
    a = Art("ssd" + repr((view, color, label, accent, chips, heatsink)), tile)
    t, lb, ac = Tone(color), Tone(label), Tone(accent)
    if view == "m2":
        cam = Cam(yaw=30, pitch=42, scale=1, at=(400, 400), dist=2600)
        W, D, y = 620, 172, 8
        o = Path().M(-W / 2, -D / 2).L(W / 2 - 10, -D / 2).L(W / 2 - 10, D / 2 - 62).L(W / 2 - 26, D / 2 - 62).L(W / 2 - 26, D / 2 - 46).L(W / 2 - 10, D / 2 - 46).L(W / 2 - 10, D / 2).L(-W / 2, D / 2).L(-W / 2, 18).C(-W / 2 + 22, 18, -W / 2 + 22, -18, -W / 2, -18).Z()
        a.floor_shadow(cam, crr(0, 0, W, D, 8), 0, 26, .46)
        pc = Tone(color)
        for yy in range(0, 9):
            a.p(o.map(cam.floor(yy)), pc.edge if yy < 8 else a.lin([pc.hi, pc.base, pc.dk], ang=20))
        fl = cam.floor(y)
        a.p(o.map(fl), stroke=pc.spec, sw=1, sop=.4)
        g = Path()
        for i in range(18):
            z = -D / 2 + 8 + i * 9
            if not (D / 2 - 66 < z < D / 2 - 40):
                g = g + rr(W / 2 - 44, z, 32, 5.4)
        a.p(g.map(fl), a.lin([GOLD, lt(GOLD, .5), GOLD], ang=0))
        if heatsink:
            a.slab(cam, crr(-20, 0, W - 120, D - 14, 8), y, y + 26, lb)
            for i in range(13):
                x = -W / 2 + 80 + i * 34
                a.p(rr(x, -D / 2 + 16, 12, D - 32, 5).map(cam.floor(y + 26)), lb.edge, op=.65)
            a.p(rr(-W / 2 + 60, -8, 250, 16, 3).map(cam.floor(y + 26.2)), ac.base)
        else:
            for i in range(chips):
                x = -W / 2 + 60 + i * (W - 200) / max(1, chips)
                w = (W - 200) / max(1, chips) - 20
                a.slab(cam, crr(x + w / 2, 0, w if i else w * .8, 128 if i else 100, 4), y, y + 11, "#2a2d33")
                a.p(line((x + 16, -34), (x + w * .6, -34)).map(cam.floor(y + 11)), stroke="#fff", sw=3, sop=.4)
            ll = cam.floor(y + 11.5)
            q = rr(-W / 2 + 52 + (W - 200) / chips, -56, (W - 200) * (chips - 1) / chips - 4, 112, 4)
            a.p(q.map(ll), a.lin([lb.lt, lb.base, lb.dk], ang=20))
            x1 = -W / 2 + 52 + (W - 200) / chips
            a.p(rr(x1, -56, 16, 112).map(ll), ac.base)
            a.p(rr(x1 + 36, -30, 130, 20, 3).map(ll), "#fff", op=.92)
            a.p(rr(x1 + 36, 4, 84, 9, 3).map(ll), "#fff", op=.5)
            a.p(rr(x1 + 36, 22, 110, 9, 3).map(ll), "#fff", op=.35)
        a.fit = (690, 480)
    elif view == "sata":
        cam = Cam(yaw=-28, pitch=44, scale=1, at=(400, 400), dist=2600)
        W, D, H = 420, 580, 34
        ft = crr(0, 0, W, D, 16)
        a.floor_shadow(cam, ft, 0, 34, .48)
        a.slab(cam, ft, 0, H, t, ao=.12)
        fl = cam.floor(H)
        a.p(crr(0, 0, W - 26, D - 26, 10).map(fl), stroke=t.spec, sw=1.4, sop=.4)
        a.p(crr(0, -30, W - 90, 330, 8).map(fl), a.lin([lb.lt, lb.base, lb.dk], ang=30))
        a.p(rr(-W / 2 + 45, 60, W - 90, 18).map(fl), ac.base)
        a.p(rr(-120, -130, 190, 40, 5).map(fl), "#fff", op=.94)
        a.p(rr(-120, -66, 120, 14, 5).map(fl), "#fff", op=.5)
        a.p(rr(-120, -36, 150, 14, 5).map(fl), "#fff", op=.32)
        for sx in (-1, 1):
            for sz in (-1, 1):
                a.p(ell(sx * (W / 2 - 26), sz * (D / 2 - 40), 8).map(fl), a.lin(["#14161b", "#5a5f69"], ang=50))
        f = cam.front(D / 2 + .5)
        a.p(rr(-130, -26, 180, 18, 2).map(f), "#0e1014")
        g = Path()
        for i in range(22):
            g = g + rr(-126 + i * 8, -22, 4, 9)
        a.p(g.map(f), GOLD)
        a.fit = (580, 560)
    else:
        cam = Cam(yaw=30, pitch=34, scale=1, at=(400, 400), dist=2400)
        ft = crr(0, 0, 300, 420, 44, True)
        a.floor_shadow(cam, ft, 0, 36, .5)
        a.slab(cam, ft, 0, 56, t, ao=.14)
        fl = cam.floor(56)
        a.p(crr(0, 0, 268, 388, 34, True).map(fl), a.lin([t.hi, t.base, t.dk], ang=40))
        a.p(crr(0, 0, 268, 388, 34, True).map(fl), stroke=t.spec, sw=1.3, sop=.5)
        for i in range(9):
            a.p(rr(-100, -150 + i * 20, 200, 7, 3.5).map(fl), t.edge, op=.25)
        a.p(rr(-100, 120, 90, 16, 4).map(fl), "#fff", op=.8)
        a.p(ell(100, 128, 7).map(fl), ac.base)
        f = cam.front(210.5)
        a.p(crr(0, -28, 60, 20, 10).map(f), "#0e1014", stroke=t.spec, sw=1.6, sop=.6)
        a.fit = (560, 520)
    return a.svg()


def hdd(view="external", color="graphite", accent="coral", tile="light", texture="ribs"):
    """Hard drive. view: external (portable box), desktop (upright), internal (3.5 inch metal)."""
    a = Art("hdd" + repr((view, color, accent, texture)), tile)
    t, ac = Tone(color), Tone(accent)
    if view == "internal":
        cam = Cam(yaw=-28, pitch=46, scale=1, at=(400, 400), dist=2600)
        m = Tone("silver")
        ft = crr(0, 0, 410, 580, 14)
        a.floor_shadow(cam, ft, 0, 36, .5)
        a.slab(cam, ft, 0, 26, "#3a3e46", bevel=False)
        a.slab(cam, ft, 26, 92, m, ao=.2)
        fl = cam.floor(92)
        a.p((ell(0, -70, 176) + Path()).map(fl), a.lin([m.dk, m.spec, m.base], ang=50), stroke=m.sh, sw=1.4)
        a.p(ell(0, -70, 52).map(fl), a.lin([m.spec, m.dk], ang=50), stroke=m.sh, sw=1.4)
        a.p(crr(0, 190, 330, 140, 8).map(fl), a.lin(["#ffffff", "#e9ecf1"], ang=30))
        a.p(rr(-150, 136, 120, 26, 3).map(fl), t.base)
        a.p(rr(-165, 240, 330, 20).map(fl), ac.base)
        for i in range(18):
            a.p(rr(30 + i * 6.4, 140, 3.2 if i % 3 else 1.6, 54).map(fl), "#2b2e35", op=.85)
        for sx in (-1, 1):
            for sz in (-265, -70, 265):
                a.p(ell(sx * 186, sz, 9).map(fl), a.lin(["#3a3e46", "#d9dde2"], ang=50))
        a.fit = (580, 560)
        return a.svg()
    if view == "desktop":
        cam = Cam(yaw=-30, pitch=10, scale=1, at=(400, 400), dist=2400, centre=(0, 200, 0))
        ft = crr(0, 0, 130, 320, 20, True)
        a.floor_shadow(cam, ft, 0, 34, .5)
        a.slab(cam, ft, 0, 430, t, ao=.2)
        f = cam.front(160.5)
        a.p(crr(0, -215, 112, 400, 14).map(f), a.lin(["#2b2e35", "#121418"], ang=60))
        a.p(ell(0, -40, 5).map(f), "#8fd8ff")
        s = cam.side(65.5)
        for i in range(10):
            a.p(rr(-120 + i * 26, -330, 12, 220, 6).map(s), t.edge, op=.4)
        a.fit = (460, 590)
        return a.svg()
    cam = Cam(yaw=30, pitch=40, scale=1, at=(400, 400), dist=2500)
    ft = crr(0, 0, 390, 540, 30, True)
    a.floor_shadow(cam, ft, 0, 36, .5)
    a.slab(cam, ft, 0, 70, t, ao=.16)
    fl = cam.floor(70)
    if texture == "ribs":
        for i in range(14):
            a.p(rr(-168 + i * 25, -240, 9, 330, 4.5).map(fl), a.lin([t.sh, t.dk], ang=0), op=.7)
    elif texture == "split":
        a.p(rr(-195, 60, 390, 210, (0, 0, 30, 30)).map(fl), a.lin([t.hi, t.dk], ang=40))
    else:
        a.p(crr(0, 0, 330, 480, 22).map(fl), stroke=t.spec, sw=2, sop=.4)
    a.p(rr(-150, 170, 120, 20, 5).map(fl), "#fff", op=.85)
    a.p(rr(-150, 204, 76, 10, 5).map(fl), "#fff", op=.4)
    a.p(ell(140, 190, 8).map(fl), ac.base)
    f = cam.front(270.5)
    a.p(crr(-60, -36, 70, 18, 4).map(f), "#0e1014", stroke=t.spec, sw=1.5, sop=.5)
    a.fit = (600, 540)
    return a.svg()


def usb(view="angle", color="silver", accent="coral", cap="swivel", tile="light"):
    """USB flash drive. cap: swivel, slide, classic."""
    a = Art("usb" + repr((view, color, accent, cap)), tile)
    t, ac, m = Tone(color), Tone(accent), Tone("#c4c8ce")
    cam = Cam(yaw=34, pitch=36, scale=1, at=(400, 400), dist=2400)
    a.floor_shadow(cam, crr(20, 0, 620, 150, 20), 0, 30, .46)
    a.slab(cam, crr(250, 0, 170, 116, 4), 14, 54, m, ao=.1)
    fl = cam.floor(54)
    for z in (-26, 26):
        a.p(crr(280, z, 34, 26, 2).map(fl), "#2b2e35")
    ft = crr(-60, 0, 460, 156, 36, True)
    a.slab(cam, ft, 0, 66, ac if cap == "swivel" else t, ao=.12)
    if cap == "swivel":
        o = crr(-70, 0, 300, 170, 20)
        a.slab(cam, o, 66, 72, t, ao=0)
        f = cam.front(85)
        a.p(rr(-220, -70, 300, 64, 6).map(f), a.lin([t.hi, t.lt, t.dk], ang=0))
        fl = cam.floor(72)
        a.p(ell(-220 + 60, 0, 20).map(fl), a.lin([t.sh, t.hi], ang=50), stroke=t.edge, sw=1, sop=.4)
        a.p(rr(-100, -14, 130, 28, 5).map(fl), t.sh, op=.55)
    else:
        fl = cam.floor(66)
        a.p(crr(-50, 0, 190, 70, 35).map(fl), a.lin([t.sh, t.lt], ang=60), stroke=t.spec, sw=1.3, sop=.4)
        if cap == "slide":
            a.slab(cam, crr(-20, 0, 70, 54, 14), 66, 78, ac)
        else:
            a.p(ell(-250, 0, 14).map(fl), "#15171c")
            a.p(rr(-110, -10, 110, 20, 4).map(fl), "#fff", op=.8)
    a.p(ell(138, 0, 6).map(cam.floor(66 if cap != "swivel" else 66)), "#8fd8ff")
    a.fit = (640, 460)
    return a.svg()
