settings { logfacility = "demon" }
