"""What members do, one file per room; `every` lists the habits."""
