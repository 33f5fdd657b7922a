# Words of the surface: board.
