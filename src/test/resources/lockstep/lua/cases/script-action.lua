sync { source = "/src", action = function(inlet) end }
