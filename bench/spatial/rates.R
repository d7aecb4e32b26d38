# Empirical Bayes rates and Benjamini-Hochberg q-values as R computes them: Rscript rates.R INPUT OUTPUT
# INPUT is a CSV with the columns events, population and p.
suppressMessages(library(spdep))
given <- commandArgs(trailingOnly = TRUE)
rows <- read.csv(given[1])
smoothed <- EBest(rows$events, rows$population)$estmm
q <- p.adjust(rows$p, method = "BH")
write.table(
  data.frame(smoothed = sprintf("%.17g", smoothed), q = sprintf("%.17g", q)),
  given[2], sep = ",", row.names = FALSE, col.names = FALSE, quote = FALSE
)
