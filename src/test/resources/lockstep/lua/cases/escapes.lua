-- "\q" is no string, nor is it's \q
--[[ "\q" ]] --[==[ ]] "\q" ]==]
local t = {} t[#t + 1] = [[\q]] t[ #t + 1 ] = [=[ "\q ]=]
sync {
  default.rsync, source = '/\115\x72c\
x', target = "/t\z
    rg",
  exclude = { "it's", 'a"\'\\q', "\a\b\f\r\t\v\"" },
}
