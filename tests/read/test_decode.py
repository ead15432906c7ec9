"""Bytes of many encodings, whole, damaged and wrongly announced, come out as the text that was meant."""

from __future__ import annotations

import gzip
import hashlib
import random
import sqlite3
import zlib

import pytest

from newsparse.errors import BinaryInput, EmptyInput, UnreadableInput
from newsparse.read.decode import decode, mojibake

# Each says: the town opens a new library next spring, it was announced on Wednesday.
STORIES = {
    "cp932": "東京都は二十六日、新しい図書館を来年の春に開くと発表した。市民の意見も聞くという。",
    "euc_jis_2004": "東京都は二十六日、新しい図書館を来年の春に開くと発表した。市民の意見も聞くという。",
    "gb18030": "市政府星期三宣布，新的图书馆将于明年春天开放。建设费用约为三千万元，市民可以在网上提出意见。",
    "big5hkscs": "市政府星期三宣布，新的圖書館將於明年春天開放。建設費用約為三千萬元，市民可以在網上提出意見。",
    "cp949": "서울시는 수요일 새 도서관을 내년 봄에 연다고 발표했다. 시민의 의견을 듣고 계획을 추진할 예정이다.",
    "cp1251": "Город откроет новую библиотеку следующей весной, сообщил в среду мэр. Строительство начнётся скоро.",
    "koi8-r": "Город откроет новую библиотеку следующей весной, сообщил в среду мэр. Строительство начнётся скоро.",
    "iso8859-2": "Miasto otworzy nową bibliotekę przyszłej wiosny, ogłosił burmistrz. Koszt to 30 milionów złotych.",
    "cp1256": "أعلنت المدينة يوم الأربعاء أنها ستفتح مكتبة جديدة في الربيع المقبل، وستبلغ التكلفة ثلاثين مليون درهم.",
    "cp1252": "Die Stadt eröffnet im Frühjahr eine neue Bücherei, sagte die Bürgermeisterin. „Sie ist schön“, hieß es.",
}
RUSSIAN = STORIES["cp1251"] + "\n"
CHINESE = STORIES["gb18030"] + "\n"
GERMAN = STORIES["cp1252"] + "\n"


def page(story: str, charset: str) -> str:
    return f'<!doctype html><html><head><meta charset="{charset}"><title>x</title></head><p>{story}</p></html>'


@pytest.mark.parametrize("encoding", STORIES)
def test_a_legacy_encoding_is_recognised(encoding: str) -> None:
    text = f"{STORIES[encoding]}\n" * 3
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.how, decoded.lost) == (text, encoding, "detected", 0)


@pytest.mark.parametrize("encoding", STORIES)
def test_a_declared_encoding_is_believed(encoding: str) -> None:
    text = page(STORIES[encoding], encoding)
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.how) == (text, encoding, "declared")


@pytest.mark.parametrize("encoding", STORIES)
def test_utf8_is_stronger_than_a_wrong_declaration(encoding: str) -> None:
    text = page(STORIES[encoding], encoding)
    decoded = decode(text.encode())
    assert (decoded.text, decoded.encoding, decoded.how) == (text, "utf-8", "utf-8")


@pytest.mark.parametrize("encoding", sorted(STORIES.keys() - {"cp1252", "iso8859-2"}))
def test_another_script_is_stronger_than_a_western_declaration(encoding: str) -> None:
    text = page(STORIES[encoding] * 2, "iso-8859-1")
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("iso-8859-1", "cp1252"),
        ("Latin1", "cp1252"),
        ("us-ascii", "cp1252"),
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("x-sjis", "cp932"),
        ("ks_c_5601-1987", "cp949"),
        ("windows-874", "cp874"),
    ],
)
def test_labels_mean_what_browsers_take_them_for(label: str, meant: str) -> None:
    assert decode(b"caf\xa1\xa1", label).encoding == meant


@pytest.mark.parametrize(
    "head",
    [
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        "<META CHARSET = windows-1251 >",
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_declarations_come_in_several_forms(head: str) -> None:
    assert decode((head + RUSSIAN).encode("cp1251")).how == "declared"


def test_utf16_declared_in_letters_is_not_utf16() -> None:
    text = page(GERMAN, "utf-16")
    decoded = decode(text.encode())
    assert (decoded.text, decoded.encoding) == (text, "utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_goes(encoding: str) -> None:
    decoded = decode(CHINESE.encode(encoding))
    assert (decoded.text, decoded.how) == (CHINESE, "bom")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [RUSSIAN, CHINESE, GERMAN, STORIES["cp949"], STORIES["cp1256"], STORIES["cp932"]])
def test_wide_encodings_are_told_by_their_zeros(encoding: str, text: str) -> None:
    decoded = decode((text + "\n1234 a b\n").encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.how) == (text + "\n1234 a b\n", encoding, "pattern")


def test_utf16_cut_in_half_loses_one_character() -> None:
    decoded = decode(RUSSIAN.encode("utf-16-le")[:-1])
    assert (decoded.text, decoded.lost) == (RUSSIAN[:-1] + "\ufffd", 1)


def test_utf16_cut_at_its_head_is_read_from_there() -> None:
    assert decode(GERMAN.encode("utf-16-le")[1:]).text.startswith(GERMAN[1:20])


def test_japanese_mail_encoding_is_told_by_its_escapes() -> None:
    text = STORIES["cp932"] + "\n"
    assert decode(text.encode("iso2022_jp")).text == text


@pytest.mark.parametrize("text", [RUSSIAN, CHINESE, GERMAN])
def test_damaged_utf8_stays_utf8(text: str) -> None:
    raw = text.encode()
    decoded = decode(raw[:40].decode(errors="ignore").encode() + b"\xff" + raw)
    assert (decoded.encoding, decoded.lost) == ("utf-8", 1)
    assert decoded.text.endswith(text)


def test_utf8_cut_inside_a_character_stays_utf8() -> None:
    decoded = decode("schön, sagte sie: „".encode()[:-1])
    assert (decoded.text, decoded.encoding, decoded.lost) == ("schön, sagte sie: \ufffd", "utf-8", 1)


def test_a_lone_western_letter_at_the_end_is_no_cut_utf8() -> None:
    assert decode(b"caf\xe9").text == "café"


def test_replacement_characters_of_the_page_are_not_our_loss() -> None:
    assert decode("schön \ufffd schön".encode()).lost == 0


def test_a_given_encoding_wins() -> None:
    decoded = decode("Bücher".encode("cp1252"), "cp1251")
    assert (decoded.text, decoded.how) == ("Bьcher", "given")


def test_a_given_encoding_keeps_no_byte_order_mark() -> None:
    assert decode(b"\xef\xbb\xbfabc", "utf-8").text == "abc"
    assert decode(b"\xfe\xff\0a\0b", "utf-16").text == "ab"


@pytest.mark.parametrize("name", ["nonsense", "base64", "idna", "unicode_escape", "", "a\0b", "ü"])
def test_an_unknown_encoding_is_refused(name: str) -> None:
    with pytest.raises(UnreadableInput, match="no known encoding"):
        decode(b"abc", name)


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\0" * 100, "\u00a0\u2003\n".encode(), "", " \ufeff"]
)
def test_nothing_to_clean(data: bytes | str) -> None:
    with pytest.raises(EmptyInput, match="nothing to clean"):
        decode(data)


def sqlite_bytes() -> bytes:
    with sqlite3.connect(":memory:") as database:
        database.execute("create table a (b)")
        raw = database.serialize()
    database.close()
    return raw


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF document; convert it to text first"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "JPEG picture"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG picture"),
        (b"GIF89a\x01\0\x01\0\x80", "GIF picture"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "WebP picture"),
        (b"PK\x03\x04\x14\0\x06\0\x08word/document.xml", "Word document"),
        (b"PK\x03\x04\x14\0\x06\0\x08a.txt", "ZIP archive"),
        (gzip.compress(b"text", mtime=0), "gzip file"),
        (b"\x7fELF\x02\x01\x01\0", "program"),
        (b"\0\0\0\x20ftypisom\0\0\2\0", "MP4 video"),
        (b"{\\rtf1\\ansi Text}", "RTF document"),
        (sqlite_bytes(), "SQLite database"),
        (random.Random(7).randbytes(4000), "unknown kind"),
        (b"AB" + zlib.compress(random.Random(7).randbytes(4000)), "unknown kind"),
    ],
)
def test_binary_files_are_named(data: bytes, what: str) -> None:
    with pytest.raises(BinaryInput, match=what) as error:
        decode(data)
    assert "\n" not in str(error.value)
    assert "; " in str(error.value)


@pytest.mark.parametrize(
    "text", ["BMW opens a plant", "MZ is a car", "ID3 tags explained", "PK\n", "GIF89a is a format"]
)
def test_words_that_look_like_magic_numbers_are_text(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("text", [RUSSIAN, CHINESE, GERMAN, "plain words, one after another, until the line ends\n"])
def test_stray_zeros_are_left_out(text: str) -> None:
    raw = (text * 20).encode().replace(b"\n", b"\n\0", 5) + b"\0" * 1000
    assert decode(raw).text == text * 20


@pytest.mark.parametrize("encoding", STORIES)
def test_stray_zeros_in_a_legacy_encoding_are_left_out(encoding: str) -> None:
    text = f"{STORIES[encoding]}\n" * 10
    raw = text.encode(encoding)
    assert decode(raw.replace(b"\n", b"\n\0", 3)).text == text
    assert decode(b"\0" + raw).text == text


def test_only_line_feeds_end_lines() -> None:
    decoded = decode(b"one\r\ntwo\rthree\r\r\nfour\n\x0cfive\xe2\x80\xa8still\xc2\x85five")
    assert decoded.text == "one\ntwo\nthree\nfour\n\x0cfive still five"
    assert decoded.text.replace("\f", " ").splitlines() == decoded.text.replace("\f", " ").split("\n")


def test_text_is_read_as_it_is() -> None:
    decoded = decode(GERMAN)
    assert (decoded.text, decoded.encoding, decoded.how, decoded.lost) == (GERMAN, "utf-8", "text", 0)
    assert (decoded.sha256, decoded.bytes) == (hashlib.sha256(GERMAN.encode()).hexdigest(), len(GERMAN.encode()))


def test_text_and_its_bytes_have_the_same_digest() -> None:
    assert decode("a\r\nb").sha256 == decode(b"a\r\nb").sha256


def test_lone_surrogates_become_readable() -> None:
    decoded = decode("a\ud800b\udc00\ud83d\ude00 \udfff")
    assert (decoded.text, decoded.lost) == ("a\ufffdb\ufffd😀 \ufffd", 3)
    decoded.text.encode()


def test_a_hundred_megabytes_on_one_line_keep_their_length() -> None:
    decoded = decode(b"word " * 10_000_000 + b"\xe9t\xe9" + b" word" * 10_000_000)
    assert (len(decoded.text), decoded.encoding, decoded.lost) == (100_000_003, "cp1252", 0)


def test_declarations_deep_in_the_page_are_not_sought() -> None:
    raw = b" " * 100_000 + page(RUSSIAN, "koi8-r").encode("cp1251")
    assert decode(raw).how == "detected"


@pytest.mark.parametrize(
    "raw", [b"<meta " * 50_000 + b"\xe9", b"<?xml " * 50_000 + b"\xe9", b"\xff" * 200_000 + b"\n a"]
)
def test_hostile_heads_are_read(raw: bytes) -> None:
    assert decode(raw).text


@pytest.mark.parametrize("text", ["KÃ¶ln", "itâ€™s", "ÐœÐ¾ÑÐºÐ²Ð° Ð¶Ð´Ñ‘Ñ‚", CHINESE.encode().decode("latin-1")])
def test_mojibake_is_seen(text: str) -> None:
    assert mojibake(text)


@pytest.mark.parametrize("text", ["Köln", "São Paulo: NÃO!", "«À BIENTÔT», CRÉÉ", "plain", RUSSIAN, CHINESE, ""])
def test_good_text_is_no_mojibake(text: str) -> None:
    assert not mojibake(text)


def test_a_spelling_lesson_is_no_mojibake() -> None:
    assert not mojibake("Aus „ä“ wird dann Ã¤. " + GERMAN * 5)
