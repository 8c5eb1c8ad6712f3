local pipe = {}
pipe:read("*l")
