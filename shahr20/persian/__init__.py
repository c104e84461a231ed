"""Persian text: fold, normalise, Jalali dates. Pure functions, no database."""
