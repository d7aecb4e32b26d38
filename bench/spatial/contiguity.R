# Contiguity of the areas of a GeoJSON file, as spdep finds it: Rscript contiguity.R FILE queen|rook OUTPUT
# Prints the seconds that poly2nb took with the file's degrees on the sphere (its default) and on a plane, and
# writes the neighbours of each area, counted from 1, one line an area.
suppressMessages({
  library(sf)
  library(spdep)
})
given <- commandArgs(trailingOnly = TRUE)
path <- if (grepl("\\.gz$", given[1])) paste0("/vsigzip/", given[1]) else given[1]
areas <- st_read(path, quiet = TRUE)
queen <- given[2] == "queen"
timed <- function(sphere) {
  suppressMessages(sf_use_s2(sphere))
  seconds <- system.time(
    found <- suppressMessages(poly2nb(areas, snap = 1e-7, queen = queen))
  )[["elapsed"]]
  list(seconds = seconds, found = found)
}
sphere <- timed(TRUE)
plane <- timed(FALSE)
write(sapply(plane$found, paste, collapse = " "), given[3])
cat(sprintf('{"sphere":%f,"plane":%f}\n', sphere$seconds, plane$seconds))
