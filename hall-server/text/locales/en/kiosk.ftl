# Words of the surface: kiosk.
