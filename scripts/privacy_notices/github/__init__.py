"""GitHub: what the workflows do beyond building the site."""
