"""How a medicine is to be taken, as staff write it, and the medicines that are often given."""
