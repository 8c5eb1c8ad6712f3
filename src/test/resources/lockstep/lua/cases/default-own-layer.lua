default.mine = { delay = 3 }
sync { default.mine, source="/src", target="/trg" }
