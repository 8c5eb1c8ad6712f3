sync {
  default.rsync, source = "/src",
  prepare = function(config, level)
    config.target = "/made/" .. level
    config.checkgauge.mine = true
    config.mine = 1
    return default.rsync.prepare(config, level + 1)
  end,
}
