"""A written table of what cannot be: no phone, board or drive of the demo breaks the world's rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from technomart.demo.goods import Shop

Specs = Mapping[str, Any]
Rule = Callable[[str, Specs], bool]


def begins(code: str, *heads: str) -> bool:
    return code.startswith(heads)


CHIPSETS = {
    "am4": ("a520", "b550"),
    "am5": ("a620", "b650", "b850", "x870", "x870e"),
    "lga1700": ("h610", "b760", "z790"),
    "lga1851": ("b860", "z890"),
}
VIDEO_MEMORY = {
    "rtx5090": {32}, "rtx5080": {16}, "rtx5070ti": {16}, "rtx5070": {12}, "rtx5060ti": {8, 16},
    "rtx5060": {8}, "rtx5050": {8}, "rx9070xt": {16}, "rx9070": {16}, "rx9060xt": {8, 16}, "b580": {12},
}  # fmt: skip
MOUNTS = {"sony": "e", "canon": "rf", "nikon": "z", "fujifilm": "x"}
CONSOLES = {
    "sony": "playstation",
    "microsoft": "xbox",
    "nintendo": "own",
    "valve": "steamos",
    "asus": "windows",
}
DRIVE_LIMITS = {"sata3": 570, "usb10": 1_100, "usb20": 2_100, "pcie3": 3_700, "pcie4": 7_500, "pcie5": 15_000}
WIFI_LIMITS = {"wifi4": 900, "wifi5": 3_200, "wifi6": 11_000, "wifi7": 46_000}

# type, what cannot be, and the test that catches it: (brand, specs) -> bool.
IMPOSSIBLE: tuple[tuple[str, str, Rule], ...] = (
    ("smartphone", "an Apple phone without iOS", lambda b, s: (b == "apple") != (s["os"] == "ios")),
    ("smartphone", "an Apple chip in another's phone",
     lambda b, s: begins(s["soc"], "a1") != (b == "apple")),
    ("smartphone", "an Exynos outside Samsung",
     lambda b, s: begins(s["soc"], "e1", "e2") and b != "samsung"),
    ("smartphone", "a Tensor outside Pixel", lambda b, s: begins(s["soc"], "tensor") != (b == "google")),
    ("smartphone", "a Kirin outside Huawei", lambda b, s: begins(s["soc"], "kirin") != (b == "huawei")),
    ("smartphone", "HarmonyOS outside Huawei", lambda b, s: s["os"] == "harmony" and b != "huawei"),
    ("smartphone", "an iPhone with a card slot", lambda b, s: b == "apple" and s["memory_card"]),
    ("smartphone", "a dual nano-SIM iPhone", lambda b, s: b == "apple" and s["sim"] == "nano2"),
    ("smartphone", "LTPO at 60 Hz", lambda b, s: s["panel"] == "ltpo" and s["refresh_hz"] < 90),
    ("smartphone", "5G from a 4G chip", lambda b, s: s["g5"] and s["soc"] in ("g99", "g100u", "t7250")),
    ("smartphone", "a pocket of bricks", lambda b, s: not 120 <= s["weight_g"] <= 300),
    ("smartphone", "a phone for giants", lambda b, s: not 5 <= s["screen_inch"] <= 7.2),
    ("smartphone", "more memory than storage", lambda b, s: s["ram_gb"] >= s["storage_gb"]),
    ("smartphone", "a periscope without a second camera",
     lambda b, s: s.get("optical_zoom", 1) > 2 and s["camera_count"] < 2),
    ("tablet", "an iPad without iPadOS", lambda b, s: (b == "apple") != (s["os"] == "ipados")),
    ("tablet", "a Snapdragon iPad",
     lambda b, s: b == "apple" and begins(s["tablet_soc"], "sd", "d", "e", "g")),
    ("tablet", "a pocket-sized or wall-sized tablet", lambda b, s: not 7 <= s["screen_inch"] <= 15),
    ("smartwatch", "an Apple watch for Android",
     lambda b, s: b == "apple" and "android" in s["works_with"]),
    ("smartwatch", "watchOS outside Apple", lambda b, s: (s["os"] == "watchos") != (b == "apple")),
    ("smartwatch", "a month without charging on Wear OS",
     lambda b, s: s["os"] in ("wearos", "watchos") and s["days"] > 4),
    ("laptop", "macOS outside Apple", lambda b, s: (b == "apple") != (s["os"] == "macos")),
    ("laptop", "an Apple chip outside Apple",
     lambda b, s: begins(s["laptop_cpu"], "m4", "m5") != (b == "apple")),
    ("laptop", "a GeForce in a Mac", lambda b, s: b == "apple" and s["laptop_gpu"] != "built"),
    ("laptop", "DDR4 beside a Core Ultra or Ryzen AI",
     lambda b, s: s["ram_type"] == "ddr4" and begins(s["laptop_cpu"], "u", "ai")),
    ("laptop", "a gaming card on a phone charger",
     lambda b, s: s["laptop_gpu"] != "built" and s["charge_w"] < 100),
    ("laptop", "a gaming laptop that runs all day",
     lambda b, s: s["laptop_gpu"] != "built" and s["hours"] > 12),
    ("laptop", "a battery no airline allows", lambda b, s: s["battery_wh"] >= 100),
    ("ereader", "a fast e-reader", lambda b, s: "refresh_hz" in s or not begins(s["panel"], "eink")),
    ("tv", "an e-ink television", lambda b, s: begins(s["panel"], "eink")),
    ("tv", "Dolby Vision on a Samsung", lambda b, s: b == "samsung" and "dv" in s["hdr"]),
    ("tv", "webOS outside LG, Tizen outside Samsung",
     lambda b, s: (s["os"] == "webos") != (b == "lg") or (s["os"] == "tizen") != (b == "samsung")),
    ("tv", "Alice in another's television",
     lambda b, s: "alice" in s.get("assistant", ()) and b != "yandex"),
    ("tv", "120 Hz without HDMI 2.1", lambda b, s: s["refresh_hz"] > 100 and not s["hdmi21"]),
    ("tv", "a small OLED below 42 inches",
     lambda b, s: s["panel"] in ("oled", "qdoled") and s["screen_inch"] < 42),
    ("headphones", "wired headphones with Bluetooth",
     lambda b, s: not s["wireless"] and ("bluetooth" in s or "hours" in s)),
    ("headphones", "an over-ear pair in a charging case",
     lambda b, s: s["fit"] in ("over", "on") and "case_hours" in s),
    ("headphones", "LDAC from Apple", lambda b, s: b == "apple" and "ldac" in s.get("codecs", ())),
    ("headphones", "earbuds heavier than a phone",
     lambda b, s: s["fit"] in ("inear", "open", "clip") and s["weight_g"] > 15),
    ("speaker", "hours of play without a battery", lambda b, s: s["battery"] != ("hours" in s)),
    ("speaker", "Alice outside Yandex, Salute outside Sber",
     lambda b, s: ("alice" in s.get("assistant", ()) and b != "yandex")
     or ("salute" in s.get("assistant", ()) and b != "sber")),
    ("gpu", "video memory this chip never had",
     lambda b, s: int(s["vram_gb"]) not in VIDEO_MEMORY[s["gpu_chip"]]),
    ("gpu", "a Radeon by Palit or MSI, a GeForce by Sapphire",
     lambda b, s: (begins(s["gpu_chip"], "rx") and b in ("palit", "msi"))
     or (begins(s["gpu_chip"], "rtx") and b == "sapphire")),
    ("gpu", "GDDR7 on a Radeon or Arc",
     lambda b, s: s["vram_type"] == "gddr7" and not begins(s["gpu_chip"], "rtx")),
    ("gpu", "a supply weaker than the card needs", lambda b, s: s["psu_w"] < s["tdp_w"] * Decimal("1.5")),
    ("cpu", "an AMD in an Intel socket", lambda b, s: begins(s["socket"], "am") != (b == "amd")),
    ("cpu", "a Ryzen by Intel", lambda b, s: begins(s["series"], "r") != (b == "amd")),
    ("cpu", "DDR4 on AM5 or LGA1851",
     lambda b, s: s["ram_type"] == "ddr4" and s["socket"] in ("am5", "lga1851")),
    ("cpu", "DDR5 on AM4", lambda b, s: s["ram_type"] == "ddr5" and s["socket"] == "am4"),
    ("cpu", "fewer threads than cores", lambda b, s: s["threads"] < s["cores"]),
    ("cpu", "a boost below the base", lambda b, s: s["boost_ghz"] <= s["base_ghz"]),
    ("motherboard", "a chipset for another socket", lambda b, s: s["chipset"] not in CHIPSETS[s["socket"]]),
    ("motherboard", "DDR4 on AM5 or LGA1851",
     lambda b, s: s["ram_type"] == "ddr4" and s["socket"] in ("am5", "lga1851")),
    ("motherboard", "DDR5 on AM4", lambda b, s: s["ram_type"] == "ddr5" and s["socket"] == "am4"),
    ("motherboard", "four slots on mini-ITX", lambda b, s: s["form"] == "mitx" and s["ram_slots"] > 2),
    ("memory", "a kit that does not add up", lambda b, s: s["modules"] * s["module_gb"] != s["total_gb"]),
    ("memory", "DDR4 at DDR5 speed", lambda b, s: (s["ram_type"] == "ddr4") != (s["speed_mts"] < 4_400)),
    ("memory", "a lit laptop module", lambda b, s: s["dimm"] == "sodimm" and s["backlight"] != "none"),
    ("ssd", "a drive faster than its link", lambda b, s: s["read_mbs"] > DRIVE_LIMITS[s["ssd_link"]]),
    ("ssd", "SATA on M.2 or PCIe on 2.5 inches",
     lambda b, s: (s["ssd_form"] == "m2") != begins(s["ssd_link"], "pcie")),
    ("psu", "a 12V-2x6 connector before ATX 3", lambda b, s: s["gpu_16pin"] != s["atx3"]),
    ("monitor", "a slow OLED",
     lambda b, s: s["panel"] in ("oled", "qdoled") and s["response_ms"] > Decimal("0.1")),
    ("monitor", "an LCD as fast as an OLED",
     lambda b, s: s["panel"] in ("ips", "va") and s["response_ms"] < Decimal("0.3")),
    ("monitor", "a curved IPS below 30 inches",
     lambda b, s: s["curved"] and s["panel"] == "ips" and s["screen_inch"] < 30),
    ("keyboard", "a wireless board on a cable only",
     lambda b, s: s["wireless"] != bool({"bt", "radio"} & set(s["connection"]))),
    ("keyboard", "membranes one can swap",
     lambda b, s: s["hot_swap"] and s["switches"] in ("membrane", "scissor")),
    ("mouse", "a wireless mouse on a cable only",
     lambda b, s: s["wireless"] != bool({"bt", "radio"} & set(s["connection"]))),
    ("mouse", "hours on a cable", lambda b, s: s["wireless"] != ("hours" in s)),
    ("printer", "a colour Pantum of these series",
     lambda b, s: s["print_colour"] and s["print_kind"] == "laser" and b == "pantum"),
    ("router", "more speed than the standard gives", lambda b, s: s["speed_mbps"] > WIFI_LIMITS[s["wifi"]]),
    ("console", "another maker's system", lambda b, s: CONSOLES[b] != s["os"]),
    ("console", "a handheld with a disc drive", lambda b, s: s["console_kind"] != "home" and s["disc"]),
    ("console", "a screen on a home console",
     lambda b, s: (s["console_kind"] == "home") == ("screen_inch" in s)),
    ("gamepad", "a DualSense for Xbox", lambda b, s: b == "sony" and "xboxc" in s["works_on"]),
    ("vr", "a tethered headset with its own storage",
     lambda b, s: (s["vr_link"] == "alone") != ("storage_gb" in s)),
    ("camera", "another maker's mount", lambda b, s: MOUNTS[b] != s["mount"]),
    ("camera", "a Fujifilm X with a full frame",
     lambda b, s: b == "fujifilm" and s["sensor_size"] == "full"),
    ("powerbank", "energy that does not follow from the charge",
     lambda b, s: abs(s["battery_wh"] / (s["battery_mah"] * Decimal("0.0037")) - 1) > Decimal("0.1")),
    ("powerbank", "one no airline allows", lambda b, s: s["battery_wh"] > 100),
    ("charger", "100 W from a pad", lambda b, s: s["charger_kind"] == "pad" and s["charge_w"] > 25),
    ("robot_vacuum", "a dock that washes mops it has not",
     lambda b, s: s["station"] == "full" and s["mopping"] in ("no", "cloth")),
    ("fridge", "a side-by-side in a narrow niche",
     lambda b, s: s["fridge_kind"] in ("side", "french") and s["width_cm"] < 80),
    ("fridge", "a freezer larger than the fridge", lambda b, s: s.get("freezer_l", 0) * 2 >= s["volume_l"]),
    ("washer", "ten kilos in a narrow machine", lambda b, s: s["load_kg"] > 9 and s["depth_cm"] < 45),
    ("coffee_machine", "an automatic without a grinder",
     lambda b, s: (s["coffee_kind"] == "auto") != s["grinder"]),
    ("coffee_machine", "espresso pressure in a drip jug",
     lambda b, s: s["coffee_kind"] == "drip" and s["bar"] > 3),
    ("lamp", "a base on a table lamp", lambda b, s: (s["lamp_kind"] == "bulb") != ("lamp_base" in s)),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "what", "caught"), IMPOSSIBLE, ids=[what for _, what, _ in IMPOSSIBLE])
def test_the_impossible_is_not_on_the_shelf(demo: Shop, kind: str, what: str, caught: Rule) -> None:
    goods = [
        (one.slug, model.brand, {**model.specs, **one.specs})
        for model in demo.models
        if model.type == kind
        for one in model.variants
    ]
    assert goods
    assert [slug for slug, brand, specs in goods if caught(brand, specs)] == []
