"""柯城区, the first half of 2022: the small county of `saima demo`.

Its figures are those of the report of 2022-07-25 (8 projects of 亿元 and more, 6.7亿元 from outside the city …), and
none of them is typed in anywhere: they work out of the projects, receipts and targets. Apart from the seven projects
the report names, everything is invented, and so is every detail it does not give.
"""
