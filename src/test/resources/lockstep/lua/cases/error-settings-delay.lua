settings { delay = 5 }
