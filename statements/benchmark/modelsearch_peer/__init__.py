"""A small project of its own that searches the same claims with modelsearch; runs in the peers' environment only."""
