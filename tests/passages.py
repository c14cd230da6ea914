"""A passage, and an alphabet that is hard on offsets, for the tests of words in a text."""

from hypothesis import strategies as st

TEXT = (
    "The ministry said that the closures “constitute serious breaches” of the treaty,\n"
    "and\xa0stressed — once more… — that 41 [road] bridges were closed, including 6 railway bridges. "
    "The court’s verdict spoke of “acts of particular gravity”. The mayor left."
)
FAMILY = "👩\u200d👩\u200d👧"
LETTERS = st.text(alphabet="ab \n“”é😀שע‏١\u0301\u200d[]….-", max_size=60)
