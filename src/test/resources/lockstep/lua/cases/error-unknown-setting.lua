settings { foo = 1 }
