"""A trust's overview: whose notice is in force, whose is out of date, whose links are dead."""
