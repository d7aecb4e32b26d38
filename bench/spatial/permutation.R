# Rscript permutation.R FOLDER: what R makes of the maps that permutation.ts wrote there.
suppressMessages(library(spdep))
folder <- commandArgs(trailingOnly = TRUE)[1]
read_map <- function(name) {
  lists <- strsplit(readLines(file.path(folder, paste0(name, ".neighbours"))), " ")
  nb <- lapply(lists, function(row) if (length(row) == 0) 0L else as.integer(row))
  class(nb) <- "nb"
  attr(nb, "region.id") <- as.character(seq_along(nb))
  list(nb = nb, values = scan(file.path(folder, paste0(name, ".values")), quiet = TRUE))
}

country <- read_map("country")
weights <- nb2listw(include.self(country$nb), style = "B", zero.policy = TRUE)
set.seed(1)
seconds <- system.time(localG_perm(country$values, weights, nsim = 999, zero.policy = TRUE))[["elapsed"]]

# Neighbours drawn without replacement, written out here: localG_perm draws with replacement, and for Gi* draws
# the area itself too.
county <- read_map("county")
permutations <- 9999
p <- sapply(seq_along(county$values), function(area) {
  row <- county$nb[[area]]
  if (row[1] == 0) return(NA)
  others <- county$values[-area]
  sums <- replicate(permutations, sum(others[sample.int(length(others), length(row))]))
  observed <- sum(county$values[row])
  min(1, 2 * (min(sum(sums >= observed), sum(sums <= observed)) + 1) / (permutations + 1))
})
cat(sprintf('{"seconds":%f,"p":[%s]}\n', seconds, paste(ifelse(is.na(p), "null", format(p, digits = 12)), collapse = ",")))
