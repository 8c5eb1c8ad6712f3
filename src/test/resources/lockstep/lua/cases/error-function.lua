
error(print)
