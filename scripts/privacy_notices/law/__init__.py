"""The law: what a notice must say, and the facts of the school that it depends on."""
