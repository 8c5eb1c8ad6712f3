for _, dir in pairs(dirs) do end
