
dofile "/nonexistent.lua"
