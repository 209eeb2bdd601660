"""What must always hold, one file per room; `every` lists them with their names."""
