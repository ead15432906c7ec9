from typing import NamedTuple

import pytest

from newsparse.article import Kind
from newsparse.lexicon.languages import load
from newsparse.lexicon.lines import recognise
from newsparse.lexicon.script import fold


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("en", "By Jane Doe and John Roe, CNN", ("Jane Doe", "John Roe")),
        ("en", "By Jane Doe Published July 5, 2024 8:00am EDT", ("Jane Doe",)),
        ("en", "BY JANE Q. DOE | 5 July 2024", ("JANE Q. DOE",)),
        ("en", "By Dr. Jane van Doe, PhD, Senior Political Correspondent", ("Jane van Doe",)),
        ("de", "Von Erika Muster", ("Erika Muster",)),
        ("de", "Autorin: Erika Muster", ("Erika Muster",)),
    ],
)
def test_bylines(language: str, line: str, names: tuple[str, ...]) -> None:
    found = recognise(line, load((language,)))
    assert found is not None
    assert (found.kind, found.names) == (Kind.BYLINE, names)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "By the numbers"),
        ("en", "By Tuesday, the storm had moved on."),
        ("en", "By Donald Roe's own account, it was late"),
        ("de", "Von der Leyen trifft Macron"),
        ("de", "Von Erika Muster lernen"),
        ("en", "Source close to the government denies report"),
        ("en", "12:30"),
        ("en", "Why the menu matters"),
        ("es", "Autor de La Casa del Puerto"),
        ("nl", "Auteur van Het Havenboek"),
        ("cs", "Text Listiny Základních Práv"),
        ("nb", "Journalist i Paris"),
        ("vi", "Bài Đêm Trên Bến Cảng"),
    ],
)
def test_lines_that_could_be_story(language: str, line: str) -> None:
    assert recognise(line, load((language,))) is None


@pytest.mark.parametrize(
    ("line", "value"),
    [("Source: Cnbc", "Cnbc"), ("Quelle: Example Zeitung", "Example Zeitung"), ("QUELLE | dpa", "dpa")],
)
def test_sources(line: str, value: str) -> None:
    found = recognise(line, load(("de",)))
    assert found is not None
    assert (found.kind, found.value) == (Kind.SOURCE, value)


class Words(NamedTuple):
    """A line of each sort in one language, and two lines that stories could have."""

    byline: str
    names: tuple[str, ...]
    source: str
    caption: str
    published: str
    updated: str
    interface: str
    prose: tuple[str, str]


WORDS = {
    "fr": Words(
        "Par Élise Martin et Hugo Bernard",
        ("Élise Martin", "Hugo Bernard"),
        "Source : La Gazette du Port",
        "Crédit photo : Hugo Bernard",
        "Publié le",
        "Mis à jour le",
        "À LIRE AUSSI",
        ("Par ailleurs, la mairie a fermé le pont.", "Partager la route reste difficile"),
    ),
    "es": Words(
        "Por Lucía Ferrer y Mateo Ruiz",
        ("Lucía Ferrer", "Mateo Ruiz"),
        "Fuente: El Diario del Puerto",
        "Foto: Mateo Ruiz",
        "Publicado el",
        "Actualizado el",
        "Te puede interesar",
        ("Por la mañana, el puente seguía cerrado.", "Compartir piso ya no es cosa de jóvenes"),
    ),
    "it": Words(
        "di Giulia Conti e Marco Ferri",
        ("Giulia Conti", "Marco Ferri"),
        "Fonte: La Voce del Porto",
        "Foto di: Marco Ferri",
        "Pubblicato il",
        "Ultimo aggiornamento",
        "Leggi anche",
        ("Di notte il ponte resta chiuso.", "Condividi la strada con i ciclisti"),
    ),
    "pt": Words(
        "Por Inês Lopes e Rui Matos",
        ("Inês Lopes", "Rui Matos"),
        "Fonte: Jornal do Cais",
        "Crédito: Rui Matos",
        "Publicado em",
        "Atualizado em",
        "Leia também",
        ("Por enquanto, a ponte continua fechada.", "Partilhar casa deixou de ser opção"),
    ),
    "nl": Words(
        "Door Sanne de Wit en Joris Bakker",
        ("Sanne de Wit", "Joris Bakker"),
        "Bron: De Havenbode",
        "Foto: Joris Bakker",
        "Gepubliceerd op",
        "Laatst bijgewerkt",
        "Lees ook",
        ("Door de storm bleef de brug dicht.", "Delen van de stad zaten zonder stroom"),
    ),
    "da": Words(
        "Af Mette Holm og Lars Bech",
        ("Mette Holm", "Lars Bech"),
        "Kilde: Havnebladet",
        "Foto: Lars Bech",
        "Publiceret",
        "Senest opdateret",
        "Læs også",
        ("Af de ti broer er fire lukket.", "Del af broen faldt i vandet"),
    ),
    "sv": Words(
        "Av Elin Berg och Nils Holm",
        ("Elin Berg", "Nils Holm"),
        "Källa: Hamnbladet",
        "Foto: Nils Holm",
        "Publicerad",
        "Senast uppdaterad",
        "Läs också",
        ("Av de tio broarna är fyra stängda.", "Dela vägen med cyklisterna"),
    ),
    "nb": Words(
        "Av Ingrid Vik og Ola Moen",
        ("Ingrid Vik", "Ola Moen"),
        "Kilde: Havnebladet",
        "Foto: Ola Moen",
        "Publisert",
        "Sist oppdatert",
        "Les også",
        ("Av de ti broene er fire stengt.", "Del av broen falt i vannet"),
    ),
    "fi": Words(
        "Teksti: Aino Salmi ja Eero Koski",
        ("Aino Salmi", "Eero Koski"),
        "Lähde: Satamalehti",
        "Kuva: Eero Koski",
        "Julkaistu",
        "Päivitetty",
        "Lue myös",
        ("Teksti on luettavissa kirjastossa.", "Jaa tie pyöräilijöiden kanssa"),
    ),
    "is": Words(
        "Eftir Sigrúnu Ólafsdóttur og Jón Bjarnason",
        ("Sigrúnu Ólafsdóttur", "Jón Bjarnason"),
        "Heimild: Hafnarblaðið",
        "Ljósmynd: Jón Bjarnason",
        "Birt",
        "Síðast uppfært",
        "Mest lesið",
        ("Eftir storminn var brúin lokuð.", "Deila um nýja brú yfir fjörðinn"),
    ),
    "pl": Words(
        "Autor: Zofia Lis",
        ("Zofia Lis",),
        "Źródło: Głos Portu",
        "Fot. / Zofia Lis",
        "Opublikowano",
        "Ostatnia aktualizacja",
        "CZYTAJ TAKŻE",
        ("Autor projektu nie chciał mówić o moście.", "Udostępnij drogę rowerzystom"),
    ),
    "cs": Words(
        "Autor: Klára Malá",
        ("Klára Malá",),
        "Zdroj: Přístavní list",
        "Foto: Klára Malá",
        "Vydáno",
        "Aktualizováno",
        "Čtěte také",
        ("Autor mostu se k tomu nevyjádřil.", "Další most město zavřelo v pondělí"),
    ),
    "sk": Words(
        "Autor: Zuzana Malá",
        ("Zuzana Malá",),
        "Zdroj: Prístavný list",
        "Foto: Zuzana Malá",
        "Publikované",
        "Aktualizované",
        "Čítajte tiež",
        ("Autor mosta sa k tomu nevyjadril.", "Ďalší most mesto zavrelo v pondelok"),
    ),
    "sl": Words(
        "Avtorica: Maja Gorše",
        ("Maja Gorše",),
        "Vir: Pristaniški list",
        "Foto: Maja Gorše",
        "Objavljeno",
        "Zadnja posodobitev",
        "Preberite tudi",
        ("Avtor mostu o tem ni govoril.", "Več mostov je zaprtih od ponedeljka"),
    ),
    "hr": Words(
        "Piše: Ivana Lozić",
        ("Ivana Lozić",),
        "Izvor: Lučki list",
        "Foto: Ivana Lozić",
        "Objavljeno",
        "Zadnja izmjena",
        "Pročitajte još",
        ("Piše se nova povijest luke.", "Više mostova zatvoreno je u ponedjeljak"),
    ),
    "ro": Words(
        "Scris de Ioana Munteanu și Radu Pop",
        ("Ioana Munteanu", "Radu Pop"),
        "Sursa: Gazeta Portului",
        "Sursa foto: Radu Pop",
        "Publicat la",
        "Actualizat la",
        "Citește și",
        ("De luni, podul este închis.", "Mai multe poduri sunt închise"),
    ),
    "hu": Words(
        "Írta: Kovács Réka",
        ("Kovács Réka",),
        "Forrás: Kikötői Hírek",
        "Fotó: Kovács Réka",
        "Közzétéve",
        "Utoljára frissítve",
        "Olvasson tovább",
        ("A szerző nem beszélt a hídról.", "Több híd hétfő óta zárva van"),
    ),
    "tr": Words(
        "Haber: Elif Aksoy ve Can Demir",
        ("Elif Aksoy", "Can Demir"),
        "Kaynak: Liman Gazetesi",
        "Fotoğraf: Can Demir",
        "YAYINLANMA TARİHİ",
        "Son güncelleme",
        "İLGİNİZİ ÇEKEBİLİR",
        ("Haber kentte hızla yayıldı.", "Ara sokaklar pazartesi kapandı"),
    ),
    "lt": Words(
        "Autorė: Rasa Kalnė",
        ("Rasa Kalnė",),
        "Šaltinis: Uosto žinios",
        "Nuotrauka: Rasa Kalnė",
        "Paskelbta",
        "Atnaujinta",
        "Skaitykite taip pat",
        ("Autorius apie tiltą nekalbėjo.", "Daugiau tiltų uždaryta pirmadienį"),
    ),
    "lv": Words(
        "Autore: Ilze Kalna",
        ("Ilze Kalna",),
        "Avots: Ostas Ziņas",
        "Foto: Ilze Kalna",
        "Publicēts",
        "Atjaunots",
        "Lasi arī",
        ("Autors par tiltu nerunāja.", "Vairāk tiltu slēgti kopš pirmdienas"),
    ),
    "et": Words(
        "Autor: Liisa Tamm",
        ("Liisa Tamm",),
        "Allikas: Sadama Leht",
        "Foto: Liisa Tamm",
        "Avaldatud",
        "Viimati uuendatud",
        "Loe ka",
        ("Autor silla kohta midagi ei öelnud.", "Rohkem sildu on esmaspäevast suletud"),
    ),
    "ca": Words(
        "Text: Laia Puig i Pau Serra",
        ("Laia Puig", "Pau Serra"),
        "Font: La Veu del Port",
        "Foto: Pau Serra",
        "Publicat el",
        "Darrera actualització",
        "Et pot interessar",
        ("Per Sant Jordi el pont serà obert.", "Comparteix pis des de fa deu anys"),
    ),
    "sw": Words(
        "Na Asha Mwinyi",
        ("Asha Mwinyi",),
        "Chanzo: Gazeti la Bandari",
        "Picha: Asha Mwinyi",
        "Imechapishwa",
        "Ilisasishwa mwisho",
        "SOMA PIA",
        ("Na daraja hilo lilifungwa siku ya Jumatatu.", "Shiriki katika mjadala wa daraja"),
    ),
    "vi": Words(
        "Tác giả: Trần Thị Hoa",
        ("Trần Thị Hoa",),
        "Nguồn: Báo Bến Cảng",
        "Ảnh: Trần Thị Hoa",
        "Đăng lúc",
        "Cập nhật lúc",
        "Xem thêm",
        ("Theo ông Nguyễn Văn An, cây cầu đã đóng.", "Tìm đường qua sông lúc nửa đêm"),
    ),
    "id": Words(
        "Oleh Sari Wulandari dan Adi Nugroho",
        ("Sari Wulandari", "Adi Nugroho"),
        "Sumber: Kabar Pelabuhan",
        "Foto: Adi Nugroho",
        "Diterbitkan",
        "Terakhir diperbarui",
        "Baca juga",
        ("Oleh karena itu, jembatan ditutup.", "Cari jalan lain menyeberangi sungai"),
    ),
}


@pytest.mark.parametrize("language", WORDS)
def test_every_language_knows_its_own_lines(language: str) -> None:
    words, lexicon = WORDS[language], load((language,))
    byline = recognise(words.byline, lexicon)
    assert byline is not None
    assert (byline.kind, byline.names) == (Kind.BYLINE, words.names)
    source = recognise(words.source, lexicon)
    assert source is not None
    assert (source.kind, source.value) == (Kind.SOURCE, words.source.split(":")[1].strip())
    for line, kind in ((words.caption, Kind.CAPTION), (words.interface, Kind.NOISE)):
        found = recognise(line, lexicon)
        assert found is not None
        assert found.kind is kind


@pytest.mark.parametrize("language", WORDS)
def test_every_language_knows_the_words_of_its_dates(language: str) -> None:
    words, lexicon = WORDS[language], load((language,))
    assert fold(words.published) in lexicon.published
    assert fold(words.updated) in lexicon.updated


@pytest.mark.parametrize("language", WORDS)
def test_every_language_leaves_prose_alone(language: str) -> None:
    for line in WORDS[language].prose:
        assert recognise(line, load((language,))) is None


@pytest.mark.parametrize("language", WORDS)
def test_what_makes_an_author_is_a_role(language: str) -> None:
    lexicon = load((language,))
    assert lexicon.reporting <= lexicon.roles
