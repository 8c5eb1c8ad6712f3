require "nonexistent"
