#!/usr/bin/lsyncd
sync { source = "/src", target = "/trg" }
