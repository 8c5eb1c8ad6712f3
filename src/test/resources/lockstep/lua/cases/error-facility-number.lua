settings { logfacility = 9999 }
