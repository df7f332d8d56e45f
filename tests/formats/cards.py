"""A card for the tests of card files."""

CARD = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Berg;Anna;;Dr.;\r\nFN:Dr. Anna Berg\r\n"
    b"item1.TEL;TYPE=CELL,pref:+46 70 1\r\nitem1.X-ABLabel:_$!<Work>!$_\r\n"
    b"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:a=E5=\r\nb\r\n"
    b'ADR;LABEL="a:b":;;Box 1;Avesta;;774 81;Sverige\r\nORG:A;B\r\nTITLE:c\r\n'
    b"PHOTO;ENCODING=b:AAAA\r\n BBBB\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:Bo\r\nEND:VCARD\r\n"
    b"REV:20190502T093000Z\r\nRELATED;TYPE=a:urn:uuid:1\r\nEND:VCARD\r\n"
)
"""A person with a property of each sort, and another inside."""
