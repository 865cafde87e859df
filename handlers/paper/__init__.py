"""Papers as NĐ 30/2020/NĐ-CP, Phụ lục I, sets them out (domain.md §8): layout alone, whatever the paper says.

A paper is in Vietnamese, since an English one would have no form in law. Everything here loads python-docx, so it is
imported when a paper is made: a bot at rest stays small.
"""
