local inlet = sync { source = "/src", target = "/trg" }
inlet.addExclude("x")
