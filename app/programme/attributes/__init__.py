"""The attributes that conditions may ask for, a file for each thing they are about."""
