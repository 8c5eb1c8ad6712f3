local x = "abc
