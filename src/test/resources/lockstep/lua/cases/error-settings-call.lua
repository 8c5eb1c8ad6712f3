settings(5)
