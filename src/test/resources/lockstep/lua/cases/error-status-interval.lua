settings { statusInterval = "10" }
