sync { source = "/a", target = "/b", name = "x" }
sync { source = "/c", target = "/d", name = "x" }
