error(setmetatable({}, { __tostring = function() return "made text" end }))
