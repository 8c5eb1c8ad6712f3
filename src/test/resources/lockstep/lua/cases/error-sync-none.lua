sync()
