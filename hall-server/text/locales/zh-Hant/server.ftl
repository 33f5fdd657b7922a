# Words of the surface: server.
