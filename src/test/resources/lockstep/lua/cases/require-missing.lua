require "nonexistent_module"
