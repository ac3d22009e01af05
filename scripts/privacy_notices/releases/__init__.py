"""What reaches other schools: releases of the program as a wheel, a school's own repository, and its updates."""
