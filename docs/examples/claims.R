# Rscript claims.R FOLDER: claims of an unpacked package with their attribution, and who said most.
folder <- commandArgs(trailingOnly = TRUE)[1]
rows <- function(table) {
  read.csv(file.path(folder, paste0(table, ".csv")), colClasses = "character", encoding = "UTF-8")
}

claims <- rows("claims")
words <- ifelse(claims$verbatim == "", claims$paraphrase, claims$verbatim)
cat(head(paste0(claims$attribution, ": ", words, " <", claims$claim_url, ">"), 5), sep = "\n")

holders <- rows("holders")
position <- as.integer(holders$link_position)
last <- holders[position == ave(position, holders$claim_id, FUN = max) & holders$polarity == "did", ]
print(head(sort(table(last$name), decreasing = TRUE), 5))
