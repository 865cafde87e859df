"""Files that people bring: read as Excel in Vietnam writes them, checked row by row, taken in whole or not at all."""
