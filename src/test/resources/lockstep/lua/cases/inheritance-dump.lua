-- the vectors of lsyncd, through the inlet
local function dump(t)
  local keys = {}
  for k in pairs(t) do keys[#keys + 1] = k end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  local out = {}
  for _, k in ipairs(keys) do
    out[#out + 1] = tostring(k) .. "=" .. (type(t[k]) == "table" and dump(t[k]) or tostring(t[k]))
  end
  return "{" .. table.concat(out, ",") .. "}"
end
local shown = ""
local function show(layers)
  layers.checkgauge = false
  layers.source, layers.target = "/a", "/t" .. #shown
  local c = sync(layers).getConfig()
  shown = shown .. " a=" .. c.a .. " b=" .. tostring(c.b) .. " t=" .. dump(c.t) .. " exclude=" .. dump(c.exclude) .. ";"
end
local A = { a = 1, t = { x = 1, y = 2, "p", "q" }, exclude = { "e1" } }
local B = { A, a = 2, b = 3, t = { x = 9, z = 3, "r" }, exclude = { "e2" } }
show { B }
show { A, B }
show { B, A, a = 7, t = { x = 0 } }
local s = sync { default.rsync, source = "/a", target = "/x", exitcodes = { [0] = "ok", "again", "die" } }.getConfig()
shown = shown .. " exitcodes=" .. dump(s.exitcodes) .. ";"
local merged = sync {
  default.rsync, source = "/a", target = "/y", checkgauge = false,
  { t = { x = 1 } }, { t = { _merge = false, y = 2 } }, { _merge = { u = true }, u = 1, v = 2 }, { w = { _verbatim = true, "one", [7] = "seven" } },
}.getConfig()
shown = shown .. " t=" .. dump(merged.t) .. " u=" .. tostring(merged.u) .. " v=" .. tostring(merged.v) .. " w=" .. dump(merged.w)
error(shown, 0)
