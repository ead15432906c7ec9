"""A folder of 2,000 scrapes and 20 bad files, cleaned by `newsparse batch`: what has to hold, and how long it takes.

    python benchmarks/batch_folder.py [--scrapes 2000] [--jobs N] [--keep FOLDER]

All good scrapes have to come out, each bad file has to be named in one line, the exit status has to be 1, a second run
has to do the failures alone, and a run that is killed again and again has to end with the same output. Then some of the
pages are made to crash, hang, or eat the memory of whoever reads them: they have to be listed, and all others done.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MENUS = {
    "en": ("Home", "World", "Sport", "Sign in", "Subscribe", "Most read", "Terms of use", "Contact us"),
    "de": ("Startseite", "Politik", "Sport", "Anmelden", "Newsletter", "Meistgelesen", "Impressum", "Kontakt"),
    "fr": ("Accueil", "Monde", "Sports", "Se connecter", "S'abonner", "Les plus lus", "Mentions légales", "Contact"),
    "es": ("Portada", "Mundo", "Deportes", "Iniciar sesión", "Suscríbete", "Lo más leído", "Aviso legal", "Contacto"),
    "tr": ("Ana sayfa", "Dünya", "Spor", "Giriş yap", "Abone ol", "En çok okunanlar", "Künye", "İletişim"),
    "ja": ("ホーム", "国際", "スポーツ", "ログイン", "会員登録", "ランキング", "利用規約", "お問い合わせ"),
    "ar": ("الرئيسية", "العالم", "رياضة", "تسجيل الدخول", "اشترك", "الأكثر قراءة", "شروط الاستخدام", "اتصل بنا"),
}

TITLES = {
    "en": "Volunteers in {place} bring the {thing} back into use",
    "de": "Freiwillige in {place} nehmen {thing} wieder in Betrieb",
    "fr": "À {place}, des bénévoles remettent {thing} en service",
    "es": "Voluntarios de {place} ponen de nuevo en marcha {thing}",
    "tr": "{place} gönüllüleri {thing} yeniden kullanıma açtı",
    "ja": "{place}の有志が{thing}を再び動かす",
    "ar": "متطوعون في {place} يعيدون تشغيل {thing}",
}

THINGS = {
    "en": ("ferry", "observatory", "cable car", "water mill", "night train", "lighthouse"),
    "de": ("die Fähre", "die Sternwarte", "die Seilbahn", "die Wassermühle", "den Nachtzug", "den Leuchtturm"),
    "fr": ("le bac", "l'observatoire", "le téléphérique", "le moulin à eau", "le train de nuit", "le phare"),
    "es": ("el ferri", "el observatorio", "el teleférico", "el molino de agua", "el tren nocturno", "el faro"),
    "tr": ("feribotu", "gözlemevini", "teleferiği", "su değirmenini", "gece trenini", "deniz fenerini"),
    "ja": ("渡し船", "天文台", "ロープウェイ", "水車", "夜行列車", "灯台"),
    "ar": ("العبّارة", "المرصد", "التلفريك", "الطاحونة المائية", "قطار الليل", "المنارة"),
}

SENTENCES = {
    "en": (
        "For {number} years nobody in {place} had believed that this would ever happen again.",
        "The group met every Saturday, took apart what had rusted and cleaned what could be saved.",
        "Most of the money came from small gifts, and a retired engineer drew missing parts from memory.",
        "On the first day more than {number} people stood in line, although it had begun to rain.",
        "The town has promised to pay for repairs until the end of next year, and will then look at the figures.",
        "Critics say that the money would be better spent on schools and on the road to the hospital.",
    ),
    "de": (
        "Seit {number} Jahren hatte in {place} niemand mehr daran geglaubt, dass es noch einmal so weit kommt.",
        "Die Gruppe traf sich jeden Samstag, zerlegte das Verrostete und putzte, was noch zu retten war.",
        "Das meiste Geld kam aus kleinen Spenden, und ein Ingenieur im Ruhestand zeichnete Fehlendes aus dem Kopf.",
        "Am ersten Tag standen mehr als {number} Menschen in der Schlange, obwohl es zu regnen begonnen hatte.",
        "Die Gemeinde will die Reparaturen bis zum Ende des nächsten Jahres bezahlen und dann neu rechnen.",
        "Kritiker meinen, das Geld wäre in den Schulen und auf der Straße zum Krankenhaus besser angelegt.",
    ),
    "fr": (
        "Depuis {number} ans, plus personne à {place} ne croyait que cela pourrait arriver de nouveau.",
        "Le groupe se retrouvait chaque samedi, démontait ce qui avait rouillé et nettoyait ce qui pouvait servir.",
        "L'argent est venu surtout de petits dons, et un ingénieur retraité a dessiné de mémoire les pièces.",
        "Le premier jour, plus de {number} personnes ont fait la queue, alors qu'il commençait à pleuvoir.",
        "La commune a promis de payer les réparations jusqu'à la fin de l'année prochaine, puis de recompter.",
        "Ses adversaires disent que cet argent serait plus utile aux écoles et à la route de l'hôpital.",
    ),
    "es": (
        "Desde hacía {number} años nadie en {place} creía que esto pudiera volver a ocurrir.",
        "El grupo se reunía cada sábado, desmontaba lo oxidado y limpiaba lo que aún podía salvarse.",
        "El dinero llegó sobre todo de pequeños donativos, y una ingeniera jubilada dibujó de memoria lo perdido.",
        "El primer día hicieron cola más de {number} personas, aunque había empezado a llover.",
        "El ayuntamiento ha prometido pagar las reparaciones hasta finales del próximo año y hacer cuentas después.",
        "Los críticos dicen que ese dinero haría más falta en las escuelas y en la carretera del hospital.",
    ),
    "tr": (
        "{place} sakinleri {number} yıldır bunun bir daha olacağına inanmıyordu.",
        "Grup her cumartesi toplandı, paslananı söktü ve kurtarılabilecek ne varsa temizledi.",
        "Paranın çoğu küçük bağışlardan geldi, emekli bir mühendis de eksik parçaları ezberden çizdi.",
        "İlk gün yağmur başlamış olmasına rağmen {number} kişiden fazlası sıraya girdi.",
        "Belediye onarımları gelecek yılın sonuna kadar ödeyeceğine ve sonra hesaba yeniden bakacağına söz verdi.",
        "Karşı çıkanlar bu paranın okullara ve hastane yoluna harcanmasının daha doğru olacağını söylüyor.",
    ),
    "ja": (
        "{place}では{number}年のあいだ、こうした日がまた来るとは誰も思っていなかった。",
        "有志は毎週土曜日に集まり、錆びた部分を外し、まだ使えるものを丁寧に磨いた。",
        "費用の多くは小さな寄付でまかなわれ、失われた部品は退職した技術者が記憶を頼りに図面に起こした。",
        "初日は雨が降り始めたにもかかわらず、{number}人を超える人が列を作った。",
        "町は来年の末まで修理費を負担すると約束し、その後に収支を見直すとしている。",
        "一方で、その費用は学校や病院へ続く道路に使うべきだという声もある。",
    ),
    "ar": (
        "منذ {number} عاما لم يعد أحد في {place} يصدق أن ذلك قد يحدث من جديد.",
        "كانت المجموعة تلتقي كل يوم سبت لتفكك ما أصابه الصدأ وتنظف ما يمكن إنقاذه.",
        "جاء معظم المال من تبرعات صغيرة، ورسم مهندس متقاعد القطع المفقودة من ذاكرته.",
        "في اليوم الأول وقف أكثر من {number} شخصا في الطابور رغم أن المطر كان قد بدأ.",
        "وعدت البلدية بدفع تكاليف الإصلاح حتى نهاية العام المقبل ثم مراجعة الحسابات.",
        "ويقول المنتقدون إن هذا المال أنفع للمدارس وللطريق المؤدي إلى المستشفى.",
    ),
}

PLACES = ("Ostrava", "Salerno", "Turku", "Izmir", "Kumamoto", "Tyre", "Bergen", "Cádiz", "Graz", "Nantes")


@dataclass(frozen=True)
class Story:
    """One invented page, before it takes a form."""

    menu: Sequence[str]
    title: str
    date: str
    paragraphs: Sequence[str]


def invented(number: int) -> Story:
    """The story of that number, always the same."""
    chance = random.Random(number)
    language = list(TITLES)[number % len(TITLES)]
    place = chance.choice(PLACES)
    thing = chance.choice(THINGS[language])
    sentences = [
        sentence.format(place=place, number=chance.randint(3, 90))
        for _ in range(chance.randint(2, 6))
        for sentence in chance.sample(SENTENCES[language], len(SENTENCES[language]))
    ]
    gap = "" if language == "ja" else " "
    paragraphs = [gap.join(sentences[first : first + 3]) for first in range(0, len(sentences), 3)]
    day = f"{chance.randint(2015, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    title = TITLES[language].format(place=place, thing=thing)
    return Story(chance.sample(MENUS[language], 6), f"{title} ({number})", day, paragraphs)


def as_text(story: Story) -> str:
    """As somebody would copy it from a browser."""
    head, foot = "\n".join(story.menu[:4]), "\n".join(story.menu[4:])
    body = "\n\n".join(story.paragraphs)
    return f"{head}\n\n{story.title}\n\n{story.date}\n\n{body}\n\n{foot}\n"


def as_markdown(story: Story) -> str:
    """As a converter would leave it."""
    links = "\n".join(f"- [{entry}](/{number})" for number, entry in enumerate(story.menu))
    body = "\n\n".join(story.paragraphs)
    return f"{links}\n\n# {story.title}\n\n*{story.date}*\n\n{body}\n"


def as_html(story: Story) -> str:
    """As a server would send it."""
    links = "".join(f'<li><a href="/{number}">{entry}</a></li>' for number, entry in enumerate(story.menu))
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in story.paragraphs)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{story.title}</title></head><body><nav><ul>{links}'
        f'</ul></nav><article><h1>{story.title}</h1><time datetime="{story.date}">{story.date}</time>\n{body}\n'
        "</article></body></html>\n"
    )


FORMS: Sequence[tuple[str, Callable[[Story], str]]] = (
    (".txt", as_text),
    (".txt", as_text),
    (".md", as_markdown),
    (".html", as_html),
)

NOISE = random.Random(0).randbytes(3000)

BAD_FILES = {
    "empty.txt": b"",
    "spaces.txt": b"   \t  ",
    "lines.txt": b"\n\r\n\n" * 40,
    "wide spaces.txt": "\u00a0\u3000\n".encode(),
    "only a mark.txt": b"\xef\xbb\xbf",
    "only a wide mark.txt": b"\xff\xfe",
    "nothing but zeros.txt": bytes(4096),
    "photo.txt": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + NOISE,
    "picture.html": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + NOISE,
    "document.txt": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + NOISE,
    "packed.txt": gzip.compress(b"a page " * 400, mtime=0),
    "packed and cut.txt": gzip.compress(NOISE, mtime=0)[:500],
    "archive.md": b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + NOISE,
    "program": b"\x7fELF\x02\x01\x01" + bytes(64),
    "recording.txt": b"ID3\x04\x00\x00\x00" + NOISE,
    "database.html": b"SQLite format 3\x00" + bytes(100),
    "random bytes.txt": NOISE,
}


def write_scrapes(folder: Path, number: int) -> None:
    """Write the good files, in subfolders, some with names as the world has them."""
    for index in range(number):
        suffix, form = FORMS[index % len(FORMS)]
        name = f"{'página ' if index % 50 == 0 else ''}{index:05}{suffix}"
        path = folder / f"site {index % 7}" / f"{index % 12 + 1:02}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(form(invented(index)), encoding="utf-8")
    (folder / "a folder called.txt").mkdir()
    (folder / ".hidden.txt").write_bytes(b"")


def write_bad(folder: Path) -> list[str]:
    """Write twenty files that cannot be cleaned; their names within the folder."""
    bad = folder / "bad"
    bad.mkdir()
    for name, content in BAD_FILES.items():
        (bad / name).write_bytes(content)
    (bad / "broken link.txt").symlink_to("nowhere.txt")
    (bad / "link to itself.txt").symlink_to("link to itself.txt")
    if os.geteuid() == 0:  # nothing is forbidden to root
        os.mkfifo(bad / "pipe.txt")
    else:
        (bad / "forbidden.txt").write_text("A story that nobody may read.")
        (bad / "forbidden.txt").chmod(0)
    return sorted(f"bad/{path.name}" for path in bad.iterdir())


# Pages with these numbers do harm to whoever reads them.
POISONED = """
import os, re, signal, sys
from newsparse.batch.cleaning import PageWork
from newsparse.cli import main
clean = PageWork.__call__
def poisoned(self, item):
    number = int((re.findall(r"(\\d{5})\\.", str(getattr(item, "name", item))) or ["1"])[0]) % 200
    if number == 50:
        os.kill(os.getpid(), signal.SIGSEGV)
    while number == 100:
        pass
    eaten = bytearray()
    while number == 150:
        eaten += bytes(1 << 26)
    return clean(self, item)
PageWork.__call__ = poisoned
sys.exit(main())
"""

HARM = {50: "crash", 100: "timeout", 150: "memory"}


@dataclass(frozen=True)
class Outcome:
    """How a run ended."""

    status: int
    lines: Sequence[str]
    seconds: float

    @property
    def failures(self) -> list[str]:
        """The lines that name a file."""
        return [line for line in self.lines if line.startswith("newsparse: scrapes/")]

    @property
    def summary(self) -> str:
        """The last line."""
        return self.lines[-1] if self.lines else ""


ABOUT_RUNS = {"failures.jsonl", "summary.json"}

PLAIN = "from newsparse.cli import main; raise SystemExit(main())"


def command(out: str, jobs: int, script: str = PLAIN) -> list[str]:
    """The run, as typed in the folder around the scrapes."""
    return [sys.executable, "-c", script, "batch", "scrapes", "-o", out, "--jobs", str(jobs)]


def run(place: Path, out: str, jobs: int, script: str = PLAIN, options: Sequence[str] = ()) -> Outcome:
    """Run to the end."""
    started = time.perf_counter()
    typed = [*command(out, jobs, script), *options]
    ended = subprocess.run(typed, cwd=place, stderr=subprocess.PIPE, text=True, check=False)
    return Outcome(ended.returncode, ended.stderr.splitlines(), time.perf_counter() - started)


def run_killed(place: Path, out: str, jobs: int, after: float) -> None:
    """Run until `kill -9` comes, so many seconds later."""
    with subprocess.Popen(command(out, jobs), cwd=place, stderr=subprocess.DEVNULL) as process:
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)


def results(place: Path, out: str) -> dict[str, bytes]:
    """The articles of an output."""
    path = place / out
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    shown = [file for file in files if not file.name.startswith(".") and file.name not in ABOUT_RUNS]
    return {str(file.relative_to(place / out)): file.read_bytes() for file in shown}


def listed(place: Path, out: str) -> dict[str, str]:
    """Name → reason, as the list of failures says."""
    path = place / (out.replace(".jsonl", ".failures.jsonl") if out.endswith(".jsonl") else f"{out}/failures.jsonl")
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {record["name"]: record["reason"] for record in records}


def checks(place: Path, bad: Sequence[str], scrapes: int, jobs: int) -> Iterator[tuple[str, bool, str]]:
    """What has to hold, whether it does, and what it took."""
    for out in ("out", "out.jsonl"):
        first = run(place, out, jobs)
        named = [name for name in bad if sum(f"scrapes/{name}: " in line for line in first.failures) == 1]
        written = results(place, out)
        number = len(written) if out == "out" else written["."].count(b"\n")
        yield f"{out}: all {scrapes} good scrapes are written", number == scrapes, f"{number}"
        yield f"{out}: each of {len(bad)} bad files is named once", len(named) == len(bad) == len(first.failures), ""
        yield f"{out}: all of them are listed in failures.jsonl", sorted(listed(place, out)) == list(bad), ""
        yield f"{out}: exit status 1", first.status == 1, f"{first.seconds:.1f} s, {scrapes / first.seconds:.0f} per s"
        second = run(place, out, jobs)
        only = f"newsparse: 0 articles, 0 non-articles, {len(bad)} failures, {scrapes:,} skipped"
        yield f"{out}: a second run does the failures alone", second.summary.startswith(only), f"{second.seconds:.1f} s"
        yield f"{out}: a second run changes nothing", results(place, out) == written, second.summary
        killed = f"killed {out}"
        for _ in range(3):
            run_killed(place, killed, jobs, first.seconds / 4)
        last = run(place, killed, jobs)
        same = results(place, killed) == written
        yield f"{out}: killed three times, it ends the same", same, last.summary


def poisoned_checks(place: Path, bad: Sequence[str], scrapes: int, jobs: int) -> Iterator[tuple[str, bool, str]]:
    """The same, where some of the pages crash, hang or eat memory."""
    for out in ("poisoned", "poisoned.jsonl"):
        ended = run(place, out, jobs, POISONED, ("--timeout", "2", "--max-memory", "600M"))
        reasons = {name: reason for name, reason in listed(place, out).items() if name not in bad}
        harmful = {number: HARM[number % 200] for number in range(scrapes) if number % 200 in HARM}
        said = {int(Path(name).stem.split()[-1]): reason for name, reason in reasons.items()}
        written = results(place, out)
        number = len(written) if out == "poisoned" else written["."].count(b"\n")
        yield f"{out}: {len(harmful)} pages are listed with their harm", said == harmful, f"{ended.seconds:.1f} s"
        yield f"{out}: all others are done", number == scrapes - len(harmful), f"{number}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scrapes", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--keep", type=Path, help="work in this folder, and leave everything there")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as spare:
        place = wanted.keep or Path(spare)
        scrapes = place / "scrapes"
        scrapes.mkdir(parents=True)
        write_scrapes(scrapes, wanted.scrapes)
        bad = write_bad(scrapes)
        failed = 0
        given = (place, bad, wanted.scrapes, wanted.jobs)
        for promise, holds, note in chain(checks(*given), poisoned_checks(*given)):
            print(f"{'ok  ' if holds else 'FAIL'}  {promise}{f'  ({note})' if note else ''}", flush=True)
            failed += not holds
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
