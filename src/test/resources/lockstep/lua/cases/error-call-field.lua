string.foo("x")
