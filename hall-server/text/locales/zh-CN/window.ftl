# Words of the surface: window.
