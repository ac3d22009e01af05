"""A school's pupil privacy notices: their model, their checks and their site."""
