"""Pills: what is prescribed, dispensed, counted."""
