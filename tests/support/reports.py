"""Making the report of a test fit to be sent from one test process to the other."""

from __future__ import annotations


def encodable(value: object) -> object:
    """Return a copy in which every text can be encoded; broken letters become escapes.

    Tests of names that are no Unicode log and print lone surrogates, which xdist cannot send: the
    whole run ended there.
    """
    match value:
        case str():
            return value.encode("utf-8", "backslashreplace").decode("utf-8")
        case dict():
            return {encodable(key): encodable(one) for key, one in value.items()}
        case list():
            return [encodable(one) for one in value]
        case tuple():
            return tuple(encodable(one) for one in value)
        case _:
            return value
