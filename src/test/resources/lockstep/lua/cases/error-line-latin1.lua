-- café
x = "é"
café = 5
