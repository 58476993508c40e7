"""The outside world, one file each: mail, pictures, and later payments and carriers."""
