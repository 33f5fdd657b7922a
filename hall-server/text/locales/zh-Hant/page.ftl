# Words of the surface: page.
