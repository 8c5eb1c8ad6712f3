local function need(x)
  if not x then error("a value is needed", 2) end
end
need(nil)
