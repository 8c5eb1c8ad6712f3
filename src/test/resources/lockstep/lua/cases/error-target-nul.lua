sync { source = "/src", target = "/t\0x" }
