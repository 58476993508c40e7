"""Runs the simulator for a person, and says how to point the shop at it."""

from __future__ import annotations

import argparse

from tests.simulators.cdek import Simulator, serve


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.simulators.cdek", description=__doc__)
    parser.add_argument("--port", type=int, default=8098)
    parser.add_argument("--host", default="127.0.0.1")
    wish = parser.parse_args()
    sim = Simulator(client_secret="simulator-password", say=lambda what: print(what, flush=True))
    server = serve(sim, wish.host, wish.port)
    print(f"CDEK's simulator at {sim.url} (its state: {sim.url}/_sim/state). Start the shop with")
    print(f"  TECHNOMART_CDEK_CLIENT_ID={sim.client_id} \\")
    print(f"  TECHNOMART_CDEK_CLIENT_SECRET={sim.client_secret} \\")
    print(f"  TECHNOMART_CDEK_API_URL={sim.api_url} make serve", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()


if __name__ == "__main__":
    main()
