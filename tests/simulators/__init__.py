"""Stand-ins for other people's services: real servers on this machine that can also misbehave."""
