# Words of the surface: report.
