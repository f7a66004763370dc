"""Case files: a case with all that its party was told, as it leaves the platform."""
