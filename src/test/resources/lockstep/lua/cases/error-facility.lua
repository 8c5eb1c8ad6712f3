settings { logfacility = "foo" }
