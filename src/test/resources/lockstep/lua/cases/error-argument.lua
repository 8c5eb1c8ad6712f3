local s = string.rep({}, 3)
