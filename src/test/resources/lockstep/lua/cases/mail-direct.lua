settings { logfile = "/var/log/lsyncd/lsyncd.log", statusFile = "/var/log/lsyncd/lsyncd-status.log", statusInterval = 20 }
sync { default.direct, source = "/var/vmail", target = "/mnt/efs/vmail", delay = 5, rsync = { archive = true } }
