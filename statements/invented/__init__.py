"""An invented archive of any size: nobody and nothing in it is real, and the same seed gives the same archive."""
