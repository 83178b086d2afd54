"""柯城区, the first half of 2022: the county of `saima demo`, and others of its kind by seed.

Its figures are those of the report of 2022-07-25 (8 projects of 亿元 and more, 94 leads, 20 officers …), and none of them is
typed in anywhere: they work out of the projects, receipts, leads and the rest. Apart from the seven projects the report names,
everything is invented, and so is every detail it does not give.

A `County` holds facts and the workbooks that tell of them; `workbooks.write(county, folder)` writes its inbox, the functions of
`truth` say what a night must find there, and `seeded.seeded(7)` is another county: `python -m examples.kecheng --seed 7 --to DIR`.
"""
