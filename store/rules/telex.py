"""What a Vietnamese keyboard would have made of raw keys: Telex ("Hoof") and VNI ("Ho62") read as Hồ.

Old phones and foreign computers leave the keys as they were struck (domain.md §12). A word is read this way
only if the outcome is shaped like a Vietnamese syllable, so that other words are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

ACUTE, GRAVE, HOOK, TILDE, DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
CIRCUMFLEX, BREVE, HORN = "\u0302", "\u0306", "\u031b"
_STROKE = "\u0335"

MOST_KEYS = 16
"""Keys of one word, corrections included: nghiêng takes nine. Each key looks back at all before it, so that a whole
message without a blank would keep the bot busy for hours."""

_TELEX_TONES = {"s": ACUTE, "f": GRAVE, "r": HOOK, "x": TILDE, "j": DOT, "z": ""}
_VNI_TONES = {"1": ACUTE, "2": GRAVE, "3": HOOK, "4": TILDE, "5": DOT, "0": ""}
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(?:uye|uya|uyu|uay|uoi|uou|ieu|yeu|oai|oay|oao|oeo|oa|oe|oi|oo|ai|ao|au|ay|eo|eu|ia|ie|iu|ua|ue|ui|uo|uu|uy"
    r"|ye|[aeiouy])"
    r"(?:ng|nh|ch|[cmnpt])?"
)


def is_syllable(letters: str) -> bool:
    """Tell whether plain lower-case ``letters`` are shaped like a Vietnamese syllable without its marks."""
    return _SYLLABLE.fullmatch(letters) is not None


def telex(word: str) -> str | None:
    """Return the word that these Telex keys spell, or None if they are not Telex."""
    if not word.isascii() or len(word) > MOST_KEYS:
        return None
    syllable = _Syllable()
    for key in word:
        syllable.strike_telex(key)
    return syllable.outcome(word)


def vni(word: str) -> str | None:
    """Return the word that these VNI keys spell, or None if they are not VNI."""
    if not word.isascii() or word.isalpha() or len(word) > MOST_KEYS:
        return None
    syllable = _Syllable()
    if not all(syllable.strike_vni(key) for key in word):
        return None
    return syllable.outcome(word)


@dataclass
class _Syllable:
    """A word under the fingers: its letters, the mark on each, and one tone."""

    letters: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    tone: str = ""

    @property
    def plain(self) -> str:
        return "".join(self.letters).lower()

    def strike_telex(self, key: str) -> None:
        low = key.lower()
        if low in _TELEX_TONES and self._has_vowel() and (low != "z" or self.tone):
            self.tone = _TELEX_TONES[low]
        elif low == "w" and not self._has_vowel():
            self._append("u" if key == low else "U", HORN)
        elif not self._mark_by_telex(low):
            self._append(key)

    def _mark_by_telex(self, key: str) -> bool:
        if key == "w":
            return self._mark_horn_or_breve()
        if key == "d":
            return self._stroke()
        return key in "aeo" and self._mark(key, CIRCUMFLEX)

    def strike_vni(self, key: str) -> bool:
        """Take one key; False if it has nothing to act on."""
        if not key.isdecimal():
            self._append(key)
            return True
        if key in _VNI_TONES:
            self.tone = _VNI_TONES[key]
            return self._has_vowel()
        if key == "7":
            return self._mark_horn()
        if key == "9":
            return self._stroke()
        return self._mark("aeo", CIRCUMFLEX) if key == "6" else self._mark("a", BREVE)

    def outcome(self, word: str) -> str | None:
        """Return what has been spelled, if it is a syllable and not just the keys of ``word``."""
        spelled = self._spelled() if is_syllable(self.plain) else word
        return None if spelled == word else spelled

    def _spelled(self) -> str:
        """Put marks and tone where they belong, in the older style (Hòa, Thủy) that papers use."""
        place = self._tone_place() if self.tone else -1
        parts = [
            letter + mark + (self.tone if index == place else "")
            for index, (letter, mark) in enumerate(zip(self.letters, self.marks, strict=True))
        ]
        text = "".join(parts).replace("d" + _STROKE, "đ").replace("D" + _STROKE, "Đ")
        return unicodedata.normalize("NFC", text)

    def _append(self, letter: str, mark: str = "") -> None:
        follows_u_horn = self.marks[-2:-1] == [HORN] and self.plain.endswith("uo") and not self.marks[-1]
        if follows_u_horn:
            self.marks[-1] = HORN  # "dduwojc" is được: the horn on u carries over to o
        self.letters.append(letter)
        self.marks.append(mark)

    def _has_vowel(self) -> bool:
        return any(letter in "aeiouy" for letter in self.plain)

    def _mark(self, among: str, mark: str) -> bool:
        """Mark the last unmarked letter out of ``among``."""
        for index in reversed(range(len(self.letters))):
            if self.plain[index] in among and not self.marks[index]:
                self.marks[index] = mark
                return True
        return False

    def _mark_horn(self) -> bool:
        pair = re.search(r"(?<!q)u[ou]", self.plain)
        if pair and not any(self.marks[pair.start() : pair.end()]):
            self.marks[pair.start()] = HORN
            if pair.group() == "uo":
                self.marks[pair.start() + 1] = HORN
            return True
        return self._mark("ou", HORN)

    def _mark_horn_or_breve(self) -> bool:
        takes_breve = re.search(r"(?<!u)a|qua", self.plain)
        return self._mark("a", BREVE) if takes_breve else self._mark_horn()

    def _stroke(self) -> bool:
        if self.plain[:1] != "d" or self.marks[0]:
            return False
        self.marks[0] = _STROKE
        return True

    def _tone_place(self) -> int:
        """The vowel that bears the tone: the marked one, else the last before a consonant, else by length."""
        onset = re.match(r"(?:qu(?=[aeiouy])|gi(?=[aeiouy])|[^aeiouy]*)", self.plain)
        start = onset.end() if onset else 0
        vowels = [index for index in range(start, len(self.letters)) if self.plain[index] in "aeiouy"]
        marked = [index for index in vowels if self.marks[index]]
        if marked:
            return marked[-1]
        closed = vowels[-1] < len(self.letters) - 1
        return vowels[-1] if closed else vowels[(len(vowels) - 1) // 2]
