-- Other permissions for whatever comes; moves are told and left alone.
settings { nodaemon = true, statusFile = "HOME/status", statusInterval = 1 }

local group = {
    maxProcesses = 99,
    delay = 0,
    onStartup = "^/bin/chmod -R u=rwX,go= ^source || /bin/true",
    onAttrib = '^/usr/bin/test ! -e ^sourcePathname -o -h ^sourcePathname || /usr/bin/test "$(/usr/bin/stat -c %a ^sourcePathname)" = 600 || /usr/bin/test -d ^sourcePathname || /bin/chmod 600 ^sourcePathname',
    onCreate = "^/usr/bin/test -d ^sourcePathname || /bin/chmod 600 ^sourcePathname || /bin/true",
    onModify = false,
    onMove = true,
}

sync { group, source = "SOURCE" }
