"""HTML as Telegram reads it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.entities import checked_link, read_html, utf16_length
from bot.simulator.errors import ApiError
from bot.simulator.formatted import as_web_html, found_entities, read_text


def kinds(html: str) -> list[tuple[str, int, int]]:
    return [(entity["type"], entity["offset"], entity["length"]) for entity in read_html(html)[1]]


def refusal(html: str) -> str:
    with pytest.raises(ApiError) as caught:
        read_html(html)
    assert caught.value.code == 400
    return caught.value.description.removeprefix("Bad Request: can't parse entities: ")


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<b>x</b>", "bold"),
        ("<STRONG>x</STRONG>", "bold"),
        ("<i>x</i>", "italic"),
        ("<em>x</em>", "italic"),
        ("<u>x</u>", "underline"),
        ("<ins>x</ins>", "underline"),
        ("<s>x</s>", "strikethrough"),
        ("<strike>x</strike>", "strikethrough"),
        ("<del>x</del>", "strikethrough"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<code>x</code>", "code"),
        ('<code class="language-python">x</code>', "code"),
        ("<pre>x</pre>", "pre"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ('<blockquote expandable="">x</blockquote>', "expandable_blockquote"),
        ('<tg-emoji emoji-id="5368324170671202286">x</tg-emoji>', "custom_emoji"),
        ('<a href="https://thon.vn/x">x</a>', "text_link"),
        ("<a href='https://thon.vn/x' >x</a >", "text_link"),
        ('<a href="tg://user?id=42">x</a>', "text_mention"),
        ("<b>x</>", "bold"),
        ("<b id='1'>x</b>", "bold"),
    ],
)
def test_each_tag_makes_its_entity(html: str, kind: str) -> None:
    text, entities = read_html(html)
    assert text == "x"
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in entities] == [(kind, 0, 1)]


@pytest.mark.parametrize(
    "html",
    [
        '<pre><code class="language-python">x</code></pre>',
        '<code class="language-python"><pre>x</pre></code>',
    ],
)
def test_a_language_makes_one_block_of_code(html: str) -> None:
    assert read_html(html)[1] == [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]


def test_code_that_fills_only_part_of_a_block_stays_beside_it() -> None:
    assert kinds("<pre>a<code>x</code></pre>") == [("pre", 0, 2), ("code", 1, 1)]


def test_bold_code_is_both() -> None:
    assert kinds('<code class="language-c"><b>x</b></code>') == [("code", 0, 1), ("bold", 0, 1)]


def test_offsets_count_utf16_units() -> None:
    assert kinds("🏠 <b>Hộ nghèo</b>") == [("bold", 3, 8)]
    assert utf16_length("🏠a") == 3


def test_outer_entities_come_before_inner_ones() -> None:
    assert kinds("<b>a<i>b</i></b>") == [("bold", 0, 2), ("italic", 1, 1)]


def test_a_tag_around_nothing_makes_no_entity() -> None:
    assert read_html("a<b></b>") == ("a", [])


def test_a_link_without_address_uses_its_words_and_a_wrong_one_is_plain() -> None:
    assert read_html("<a>https://thon.vn/x</a>")[1][0]["url"] == "https://thon.vn/x"
    assert read_html('<a href="không phải">x</a>') == ("x", [])
    assert read_html("<a href=thon.vn>x</a>")[1][0]["url"] == "http://thon.vn/"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("HTTPS://thon.vn", "https://thon.vn/"),
        ("https://thon.vn/a?b=1", "https://thon.vn/a?b=1"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
        ("thon.vn/a", "http://thon.vn/a"),
        ("thon", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_addresses_are_shown_as_telegram_shows_them(written: str, shown: str) -> None:
    assert checked_link(written) == shown


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("&#272;ạt &#x110;ạt", "Đạt Đạt"),
        ("a &nbsp; b &copy", "a &nbsp; b &copy"),
        ("a & b", "a & b"),
        ("&amp;lt;", "&lt;"),
        ("&#0;", "&#0;"),
    ],
)
def test_references_are_decoded_as_telegram_does(written: str, plain: str) -> None:
    assert read_html(written) == (plain, [])


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("a<br>b", 'Unsupported start tag "br" at byte offset 1'),
        ("Hộ <x", "Unclosed start tag at byte offset 5"),
        ("Hộ <div>", 'Unsupported start tag "div" at byte offset 5'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</b c>", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=x", "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
def test_malformed_html_is_refused_in_telegrams_words(html: str, reason: str) -> None:
    assert refusal(html) == reason


@given(st.text())
def test_escaped_text_is_read_back_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert read_html(escaped) == (text, [])


@given(st.text(alphabet="<>/ab=\"' &;", max_size=30))
def test_whatever_is_written_is_read_or_refused(html: str) -> None:
    try:
        text, entities = read_html(html)
    except ApiError:
        assert refusal(html)[0].isupper()
    else:
        assert all(entity["offset"] + entity["length"] <= utf16_length(text) for entity in entities)


def found(text: str) -> list[tuple[str, str]]:
    return [
        (each["type"], text[each["offset"] : each["offset"] + each["length"]])
        for each in found_entities(text)
    ]


def test_commands_addresses_mentions_and_hashtags_are_found() -> None:
    text = "/baocao@chungtay_bot xem https://thon.vn/a, hỏi @canbo_xa hay a@b.vn #thoatngheo"
    assert found(text) == [
        ("bot_command", "/baocao@chungtay_bot"),
        ("url", "https://thon.vn/a"),
        ("mention", "@canbo_xa"),
        ("email", "a@b.vn"),
        ("hashtag", "#thoatngheo"),
    ]


def test_a_date_or_fraction_is_no_command() -> None:
    assert found("ngày 15/11/2026, 1/2 số hộ. Hết") == []
    assert found("không có gì") == []


def test_what_telegram_finds_stays_out_of_code() -> None:
    text, entities = read_text("<code>/baocao</code> /huy", "HTML")
    assert text == "/baocao /huy"
    assert [entity["type"] for entity in entities] == ["code", "bot_command"]


def test_blanks_around_a_text_are_cut_with_their_entities() -> None:
    text, entities = read_text("  <b> a </b>  <i> </i>", "HTML")
    assert (text, entities) == ("a", [{"type": "bold", "offset": 0, "length": 1}])


def test_other_modes_are_refused_honestly() -> None:
    for mode in ("MarkdownV2", "Markdown"):
        with pytest.raises(ApiError, match="HTML only"):
            read_text("x", mode)
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        read_text("x", "rtf")


def test_entities_may_be_given_instead_of_markup() -> None:
    bold = {"type": "bold", "offset": 0, "length": 1}
    assert read_text("ab", "", [bold]) == ("ab", [bold])
    wrong: list[Any] = ["x", [{"type": "bold"}], ["bold"]]
    for entities in wrong:
        with pytest.raises(ApiError, match="can't parse entities"):
            read_text("ab", "", entities)


def test_the_page_gets_safe_html() -> None:
    text, entities = read_text(
        '<b>&lt;script&gt; <i>🏠</i></b> <a href="https://a.vn/?x=%22&amp;y">đây</a>', "HTML"
    )
    assert as_web_html(text, entities) == (
        "<b>&lt;script&gt; <i>🏠</i></b> "
        '<a href="https://a.vn/?x=%22&amp;y" rel="noreferrer" target="_blank">đây</a>'
    )


def test_plain_addresses_become_links_and_unknown_entities_stay_words() -> None:
    text = "www.thon.vn https://a.vn/b #x"
    assert as_web_html(text, found_entities(text)) == (
        '<a href="https://www.thon.vn" rel="noreferrer" target="_blank">www.thon.vn</a> '
        '<a href="https://a.vn/b" rel="noreferrer" target="_blank">https://a.vn/b</a> #x'
    )
