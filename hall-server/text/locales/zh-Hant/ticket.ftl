# Words of the surface: ticket.
