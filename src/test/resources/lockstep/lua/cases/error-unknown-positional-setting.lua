settings { "foo" }
