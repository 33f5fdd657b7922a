# Words of the surface: refusal.
