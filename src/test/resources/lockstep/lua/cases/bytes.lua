sync { source = "/src/café", target = "/trg/\255Ã©", name = "nÿ" }
