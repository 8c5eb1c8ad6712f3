sync { source = "/src", target = "/trg", maxDelays = "many" }
