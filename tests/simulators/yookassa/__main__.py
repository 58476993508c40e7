"""Runs the simulator for a person, and says how to point the shop at it."""

from __future__ import annotations

import argparse

from tests.simulators.yookassa import Simulator, serve


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.simulators.yookassa", description=__doc__)
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--shop", default="http://127.0.0.1:8000", help="where the shop is; notices go there")
    parser.add_argument("--shop-id", default="100500")
    parser.add_argument("--secret-key", default="test_simulator_key")
    wish = parser.parse_args()
    sim = Simulator(
        shop_id=wish.shop_id,
        secret_key=wish.secret_key,
        webhook_url=wish.shop.rstrip("/") + "/webhooks/yookassa",
        say=lambda what: print(what + "\n", end="", flush=True),
    )
    server = serve(sim, wish.host, wish.port)
    print(f"YooKassa's simulator at {sim.url} (its state: {sim.url}/_sim/state). Start the shop with")
    print(f"  TECHNOMART_YOOKASSA_SHOP_ID={sim.shop_id} \\")
    print(f"  TECHNOMART_YOOKASSA_SECRET_KEY={sim.secret_key} \\")
    print(f"  TECHNOMART_YOOKASSA_API_URL={sim.api_url} make serve", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        sim.webhooks.close()
        server.server_close()


if __name__ == "__main__":
    main()
