error("no hosts configured")
