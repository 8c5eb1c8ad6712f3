settings { statusfile = "/s" }
