"""Bad input through the real command line: one clear line or an honest article, never a traceback or silence."""

from __future__ import annotations

import gzip
import json
import os
import re
import resource
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from pathlib import Path

GIGABYTE = 1024**3
SENTENCE = "The harbour council voted against the new bridge on Monday because its cost had doubled since spring. "
STORY = f"A bridge too dear\n\n{SENTENCE * 3}\n\n{SENTENCE * 4}\n\n{SENTENCE * 2}\n"
JPEG = (
    bytes.fromhex("ffd8ffe000104a46494600010101004800480000ffdb0043000302020302020303030304030304")
    + bytes(range(256)) * 8
)
STEERING = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]")
"""What could steer a terminal, in UTF-8."""

Run = subprocess.CompletedProcess[bytes]


def newsparse(*arguments: str | Path, data: bytes | None = None, memory: int = 2 * GIGABYTE, limit: int = 120) -> Run:
    """Runs the command; `memory` in bytes and `limit` in seconds are guards, far above what is needed."""
    return subprocess.run(
        [sys.executable, "-m", "newsparse", *map(str, arguments)],
        input=data if data is not None else b"",
        capture_output=True,
        check=False,
        timeout=limit,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory)),
    )


def assert_refused(run: Run, name: str) -> None:
    """One line that names the input, and exit status 1."""
    message = run.stderr.decode("utf-8")
    assert "Traceback" not in message
    assert "internal error" not in message
    assert run.stdout == b""
    assert run.returncode == 1
    assert name in message
    assert len(message.strip().splitlines()) == 1
    assert STEERING.search(run.stderr) is None


def article_of(run: Run) -> dict[str, Any]:
    assert b"Traceback" not in run.stderr
    assert run.returncode == 0, run.stderr.decode("utf-8", "replace")
    article: dict[str, Any] = json.loads(run.stdout.decode("utf-8"))
    return article


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
    return path


UNREADABLE = {
    "empty.txt": b"",
    "blank.txt": b" \t\r\n\n   \n",
    "blank-wide.txt": "\u3000\u00a0\ufeff\u200b\n".encode(),
    "picture.txt": JPEG,
    "archive.txt": b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(range(256)) * 4,
    "program.txt": b"\x7fELF\x02\x01\x01" + bytes(64) + bytes(range(256)) * 4,
    "paper.html": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 4,
    "cut.txt.gz": gzip.compress(STORY.encode() * 50, mtime=0)[:100],
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_data(name: str, tmp_path: Path) -> None:
    assert_refused(newsparse("clean", write(tmp_path, name, UNREADABLE[name])), name)


@pytest.mark.parametrize("data", [b"", b"\n\n", JPEG], ids=["empty", "blank", "picture"])
def test_unreadable_standard_input(data: bytes) -> None:
    assert_refused(newsparse("clean", "-", data=data), "")


def test_folder_as_file(tmp_path: Path) -> None:
    assert_refused(newsparse("clean", tmp_path), tmp_path.name)


def test_missing_file(tmp_path: Path) -> None:
    assert_refused(newsparse("clean", tmp_path / "nowhere.txt"), "nowhere.txt")


def test_broken_link(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    assert_refused(newsparse("clean", tmp_path / "link.txt"), "link.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_forbidden_file(tmp_path: Path) -> None:
    path = write(tmp_path, "secret.txt", STORY)
    path.chmod(0)
    assert_refused(newsparse("clean", path), "secret.txt")


def test_steering_file_name(tmp_path: Path) -> None:
    assert_refused(newsparse("clean", tmp_path / "a\x1b[31mb\nc.txt"), "c.txt")


def test_one_bad_file_does_not_cost_the_others(tmp_path: Path) -> None:
    good, bad = write(tmp_path, "good.txt", STORY), write(tmp_path, "bad.txt", JPEG)
    run = newsparse("clean", good, bad, good)
    assert run.returncode == 1
    assert [json.loads(line)["title"] for line in run.stdout.splitlines()] == ["A bridge too dear"] * 2
    assert b"bad.txt" in run.stderr
    assert b"Traceback" not in run.stderr


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_mark(codec: str, tmp_path: Path) -> None:
    article = article_of(newsparse("clean", write(tmp_path, "a.txt", STORY.encode(codec))))
    assert article["title"] == "A bridge too dear"


def test_wrong_encoding_asked_for(tmp_path: Path) -> None:
    text = STORY.replace("council", "Rat für Größe")
    path = write(tmp_path, "a.txt", text.encode("latin-1"))
    run = newsparse("clean", "--encoding", "utf-8", path)
    assert b"Traceback" not in run.stderr
    if run.returncode == 0:
        assert "undecodable-bytes" in json.loads(run.stdout)["warnings"]
    else:
        assert_refused(run, "a.txt")


def test_unknown_encoding_is_wrong_usage(tmp_path: Path) -> None:
    run = newsparse("clean", "--encoding", "klingon", write(tmp_path, "a.txt", STORY))
    assert run.returncode == 2
    assert b"klingon" in run.stderr
    assert b"Traceback" not in run.stderr


def test_wrong_encoding_declared(tmp_path: Path) -> None:
    page = f'<meta charset="utf-16"><h1>A bridge too dear</h1><p>{SENTENCE * 3}</p><p>{SENTENCE * 3}</p>'
    assert article_of(newsparse("clean", write(tmp_path, "a.html", page)))["title"] == "A bridge too dear"


def test_nul_bytes(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", STORY.replace("Monday", "Mon\x00day", 1))
    article = article_of(newsparse("clean", path))
    assert article["title"] == "A bridge too dear"
    assert "\x00" not in json.dumps(article, ensure_ascii=False)


def test_carriage_returns_alone_end_lines(tmp_path: Path) -> None:
    article = article_of(newsparse("clean", write(tmp_path, "a.txt", STORY.replace("\n", "\r"))))
    assert article["title"] == "A bridge too dear"


STRANGE = {
    "unclosed": f"<html><body><h1>A bridge too dear<p>{SENTENCE * 3}<p>{SENTENCE * 3}<table><tr><td><ul><li><b><i>",
    "unclosed tag": f"<html><body><p>{SENTENCE * 3}</p><p>{SENTENCE * 3}</p><div class='a",
    "unclosed script": f"<html><body><p>{SENTENCE * 3}</p><p>{SENTENCE * 3}</p><script>var a = '",
    "unclosed comment": f"<html><body><p>{SENTENCE * 3}</p><p>{SENTENCE * 3}</p><!-- ",
    "only a doctype": "<!DOCTYPE html>",
    "frames": "<html><frameset><frame src=a></frameset></html>",
    "two bodies": f"<body><p>{SENTENCE * 3}</p></body><body><p>{SENTENCE * 3}</p></body>",
    "entities": f"<p>&#99999999999; &#xD800; &#0; &nosuch; {SENTENCE * 3}</p>",
    "processing": f"<?xml version='1.0' encoding='klingon'?><html><body><p>{SENTENCE * 3}</p></body></html>",
    "doctype bomb": '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><html><body>&b;</body></html>',
    "deep JSON-LD": f'<script type="application/ld+json">{"[" * 100_000}</script><p>{SENTENCE * 3}</p>',
    "broken JSON-LD": f'<script type="application/ld+json">{{"headline": </script><p>{SENTENCE * 3}</p>',
    "odd JSON-LD": '<script type="application/ld+json">{"@type": 7, "headline": ["a", {"b": null}], "publisher": true, '
    '"author": [[[]], 1.5, {"name": {"@id": {}}}], "datePublished": {"@value": 20259999}}</script>'
    f"<p>{SENTENCE * 3}</p>",
    "surrogate in JSON-LD": '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "\\ud800 bridge"}'
    f"</script><p>{SENTENCE * 3}</p>",
    "no such dates": f"<time datetime='0000-00-00'>31.02.2025</time><time datetime='{'9' * 5000}'></time>"
    f"<p>{SENTENCE * 3}</p>",
    "YAML bomb": "---\na: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\n---\n\n# A bridge\n\n" + SENTENCE * 4,
    "deep YAML": "---\na: " + "[" * 50_000 + "\n---\n\n# A bridge\n\n" + SENTENCE * 4,
    "YAML object": "---\na: !!python/object/apply:os.system [exit]\n---\n\n# A bridge\n\n" + SENTENCE * 4,
    "front matter without end": "---\ntitle: A bridge\n\n" + SENTENCE * 4,
    "impossible dates": "A bridge\n\n99999999999999999 March 2025\n31 February 2025\n25:61\n2025-13-45\n\n"
    + SENTENCE * 9,
    "endless number": "A bridge\n\n" + "1" * 5000 + " March 2025\n\n" + "2" * 5000 + "-03-03\n\n" + SENTENCE * 9,
    "lone surrogates": "A bridge \ud800\n\n" + "\udfff ".join([SENTENCE] * 9),
    "rules only": "---\n***\n___\n===\n" * 9,
    "one character": "x",
    "only marks": "\u0301\u0302" * 500,
}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_pages(name: str, tmp_path: Path) -> None:
    """Whatever they are, they give an article that says what it is."""
    article = article_of(newsparse("clean", write(tmp_path, "strange.txt", STRANGE[name])))
    assert article["date"] is None
    assert isinstance(article["is_article"], bool)


def test_deep_nesting(tmp_path: Path) -> None:
    page = f"<html><body><h1>A bridge too dear</h1><p>{SENTENCE * 3}</p>{'<div>' * 100_000}<p>{SENTENCE * 3}</p>"
    article_of(newsparse("clean", write(tmp_path, "deep.html", page)))


def test_deep_markdown(tmp_path: Path) -> None:
    page = f"# A bridge too dear\n\n{SENTENCE * 3}\n\n{'> ' * 50_000}{SENTENCE}\n\n{'  ' * 5_000}* {SENTENCE}\n"
    article_of(newsparse("clean", "--from", "markdown", write(tmp_path, "deep.md", page)))


def test_a_hundred_thousand_lines_of_a_word(tmp_path: Path) -> None:
    article = article_of(newsparse("clean", write(tmp_path, "words.txt", "bridge\n" * 100_000)))
    assert article["is_article"] is False


@pytest.mark.slow
def test_a_million_lines_of_a_word(tmp_path: Path) -> None:
    run = newsparse("clean", write(tmp_path, "words.txt", "bridge\n" * 1_000_000), memory=6 * GIGABYTE, limit=900)
    assert article_of(run)["is_article"] is False


def test_a_long_line(tmp_path: Path) -> None:
    article_of(newsparse("clean", write(tmp_path, "long.txt", SENTENCE * 20_000)))


ON_ONE_LINE = {
    "stops": f"Home News. {'.' * 900_000}",
    "quotes": '."' * 450_000,
    "letters of both kinds": "aB" * 60_000,
    "words of code": "{" * 9 + "function" * 110_000,
    "members of code": "{" * 9 + "window." * 120_000,
    "rules of a style": "a{b:c}" * 150_000,
    "addresses that never end": "[a](b-" * 150_000,
}


@pytest.mark.parametrize("name", ON_ONE_LINE)
def test_a_line_without_end_takes_no_more_than_its_length(name: str, tmp_path: Path) -> None:
    """Twice as long takes about twice as long: anything else would not end within the limit."""
    article_of(newsparse("clean", write(tmp_path, "line.txt", ON_ONE_LINE[name])))


@pytest.mark.slow
@pytest.mark.parametrize("piece", [SENTENCE, "a"], ids=["sentences", "letters"])
def test_hundred_megabytes_on_one_line(piece: str, tmp_path: Path) -> None:
    path = write(tmp_path, "huge.txt", (piece * (100_000_000 // len(piece)))[:100_000_000])
    run = newsparse("clean", path, memory=6 * GIGABYTE, limit=900)
    assert run.returncode in (0, 1)
    if run.returncode == 1:
        assert_refused(run, "huge.txt")


@pytest.mark.slow
def test_fifty_megabytes_of_html(tmp_path: Path) -> None:
    page = "<html><body><h1>A bridge too dear</h1>" + f"<p>{SENTENCE * 3}</p>\n" * 160_000 + "</body></html>"
    run = newsparse("clean", write(tmp_path, "huge.html", page), memory=8 * GIGABYTE, limit=900)
    assert run.returncode in (0, 1)
    if run.returncode == 1:
        assert_refused(run, "huge.html")


STEERING_TITLE = "A \x1b[31mred\x1b[0m bridge \x1b]0;owned\x07 too \x9b2J dear \u202eevil"


@pytest.mark.parametrize("form", ["json", "jsonl", "markdown", "text"])
@pytest.mark.parametrize("page", ["text", "html"])
def test_steering_sequences_stay_away_from_terminals(form: str, page: str, tmp_path: Path) -> None:
    story = STORY.replace("A bridge too dear", STEERING_TITLE).replace("Monday", "\x1b[2JMonday\x08")
    if page == "html":
        paragraphs = "".join(f"<p>{text}</p>" for text in story.split("\n\n")[1:])
        story = f"<html><head><title>{STEERING_TITLE}</title></head><body><h1>{STEERING_TITLE}</h1>{paragraphs}</body>"
    run = newsparse("clean", "--format", form, write(tmp_path, "a.txt", story))
    assert run.returncode == 0
    assert STEERING.search(run.stdout) is None
    assert "\u202e".encode() not in run.stdout
    assert STEERING.search(run.stderr) is None


def test_explaining_does_not_steer_either(tmp_path: Path) -> None:
    run = newsparse("explain", write(tmp_path, "a.txt", STORY.replace("A bridge too dear", STEERING_TITLE)))
    assert run.returncode == 0
    assert STEERING.search(run.stdout) is None


TITLES = (
    "--- a bridge ---",
    "Bridge: too dear, says council: report",
    "'Too dear': council says \"no\" to bridge",
    "# No bridge for now, council says",
    "- No bridge for now, council says",
    "* No bridge [for now], {council} & says",
    "@council: !no bridge | > for now %",
    "12:30",
    "2025-03-03 was the day of the bridge",
    "null and void: a bridge is not built",
    "<b>No bridge</b> for <script>alert(1)</script>",
)


@pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
def test_titles_do_not_break_out_of_front_matter(title: str, tmp_path: Path) -> None:
    ld = json.dumps({"@type": "NewsArticle", "headline": title}).replace("<", "\\u003c")
    shown = title.replace("&", "&amp;").replace("<", "&lt;")
    page = (
        f'<html><head><script type="application/ld+json">{ld}</script></head><body><article><h1>{shown}</h1>'
        f"<p>{SENTENCE * 3}</p><p>{SENTENCE * 4}</p></article></body></html>"
    )
    path = write(tmp_path, "a.html", page)
    article = article_of(newsparse("clean", path))
    run = newsparse("clean", "--format", "markdown", path)
    opening, front, rest = run.stdout.decode("utf-8").split("---\n", 2)
    assert opening == ""
    assert yaml.safe_load(front)["title"] == article["title"]
    assert len([line for line in rest.splitlines() if line.startswith("# ")]) == 1


NAVIGATION = (
    "Home\nNews\nSport\nWeather\nSign in\nSubscribe\nContact us\nPrivacy Policy\nTerms of Use\n© 2026 Harbour Ledger\n"
)


def test_navigation_is_an_honest_no(tmp_path: Path) -> None:
    article = article_of(newsparse("clean", write(tmp_path, "menu.txt", NAVIGATION)))
    assert (article["is_article"], article["body"], article["date"]) == (False, "", None)


def test_navigation_fails_when_strict(tmp_path: Path) -> None:
    run = newsparse("clean", "--strict", write(tmp_path, "menu.txt", NAVIGATION))
    assert run.returncode == 1
    assert b"menu.txt" in run.stderr
    assert b"Traceback" not in run.stderr


def test_broken_line_of_json_lines_costs_that_line(tmp_path: Path) -> None:
    record = json.dumps({"id": "a", "text": STORY})
    path = write(tmp_path, "pages.jsonl", f"{record}\n{{broken\n[1]\n{'[' * 100_000}\n{record}\n")
    run = newsparse("clean", "--from", "jsonl", path)
    assert run.returncode == 1
    assert [json.loads(line)["id"] for line in run.stdout.splitlines()] == ["a", "a"]
    assert b"pages.jsonl" in run.stderr
    assert b"Traceback" not in run.stderr


def test_input_is_never_changed(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", STORY)
    before = path.stat()
    article_of(newsparse("clean", path))
    assert path.read_text("utf-8") == STORY
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]
