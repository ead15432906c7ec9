"""The furniture of pages in languages that are not written in Latin letters, and lines of their stories to be kept."""

from dataclasses import dataclass

import pytest

from newsparse.article import Kind
from newsparse.lexicon.languages import load
from newsparse.lexicon.lines import recognise
from newsparse.lexicon.script import fold


@dataclass(frozen=True)
class Lines:
    byline: str
    names: tuple[str, ...]
    source: str
    publisher: str
    caption: str
    published: str
    updated: str
    interface: str
    prose: tuple[str, str]


LANGUAGES = {
    "ru": Lines(
        "Автор: Мария Иванова",
        ("Мария Иванова",),
        "Источник: Пример Онлайн",
        "Пример Онлайн",
        "Фото: Пётр Сидоров / Пример",
        "Дата публикации",
        "Обновлено",
        "Читайте также:",
        ("Автор закона не пришёл на заседание", "Источник в правительстве опроверг слухи"),
    ),
    "uk": Lines(
        "Авторка: Олена Коваль",
        ("Олена Коваль",),
        "Джерело: Приклад Новини",
        "Приклад Новини",
        "Фото: Іван Мельник",
        "Опубліковано",
        "Оновлено",
        "Поділитися",
        ("Автори петиції вимагають відповіді", "Джерело тепла відновили до вечора."),
    ),
    "bg": Lines(
        "Автор: Мария Петрова",
        ("Мария Петрова",),
        "Източник: Пример Нюз",
        "Пример Нюз",
        "Снимка: Иван Георгиев",
        "Публикувано на",
        "Последна промяна",
        "Прочетете още",
        ("Авторите на проекта поискаха отсрочка", "Снимката обиколи света за часове"),
    ),
    "sr": Lines(
        "Пише: Јелена Марковић",
        ("Јелена Марковић",),
        "Izvor: Primer Vesti",
        "Primer Vesti",
        "Foto: Petar Jovanović",
        "Објављено",
        "Ažurirano",
        "Најчитаније",
        ("Пише се ново поглавље историје града", "Izvor reke je juče očišćen"),
    ),
    "el": Lines(
        "Γράφει η Μαρία Παππά",
        ("Μαρία Παππά",),
        "Πηγή: Παράδειγμα Νέα",
        "Παράδειγμα Νέα",
        "Φωτογραφία: Νίκος Γεωργίου",
        "Δημοσιεύθηκε",
        "Τελευταία ενημέρωση",
        "ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ",
        ("Γράφει ιστορία η μικρή ομάδα του νησιού", "Πηγή ζωής για το χωριό η νέα λίμνη"),
    ),
    "ar": Lines(
        "بقلم: ليلى حداد",
        ("ليلى حداد",),
        "المصدر: مثال نيوز",
        "مثال نيوز",
        "تصوير: سامي خوري",
        "نشر في",
        "آخر تحديث",
        "اقرأ أيضًا:",
        ("كتب قديمة تعود إلى رفوف المكتبة", "المصدر الوحيد للمياه في القرية جف هذا العام"),
    ),
    "fa": Lines(
        "نویسنده: مریم احمدی",
        ("مریم احمدی",),
        "منبع: نمونه نیوز",
        "نمونه نیوز",
        "عکس: رضا کریمی",
        "تاریخ انتشار",
        "آخرین به‌روزرسانی",
        "مطالب مرتبط",
        ("نویسنده جوان جایزه شهر را برد", "منبع اصلی آب روستا خشک شده است"),
    ),
    "ur": Lines(
        "تحریر: عائشہ خان",
        ("عائشہ خان",),
        "ماخذ: مثال نیوز",
        "مثال نیوز",
        "فوٹو: احمد علی",
        "تاریخ اشاعت",
        "آخری اپ ڈیٹ",
        "مزید پڑھیں",
        ("رپورٹ میں پانی کی کمی کا ذکر ہے", "تصویر میں پل کا ایک حصہ دکھائی دیتا ہے"),
    ),
    "he": Lines(
        "מאת: דנה כהן",
        ("דנה כהן",),
        "מקור: דוגמה חדשות",
        "דוגמה חדשות",
        "צילום: יוסי לוי",
        "פורסם בתאריך",
        "עודכן לאחרונה",
        "קראו עוד",
        ("כתבה ארוכה על הגשר שלא נבנה", "מקור המים של הכפר התייבש השנה"),
    ),
    "hi": Lines(
        "लेखक: सुनीता शर्मा",
        ("सुनीता शर्मा",),
        "स्रोत: उदाहरण न्यूज़",
        "उदाहरण न्यूज़",
        "फोटो: रमेश वर्मा",
        "प्रकाशित",
        "अंतिम अपडेट",
        "यह भी पढ़ें:",
        ("लेखक ने गांव के पुल पर किताब लिखी", "फोटो में नया पुल दिखाई देता है।"),
    ),
    "bn": Lines(
        "লেখক: রহিমা খাতুন",
        ("রহিমা খাতুন",),
        "সূত্র: উদাহরণ নিউজ",
        "উদাহরণ নিউজ",
        "ছবি: করিম হোসেন",
        "প্রকাশিত",
        "সর্বশেষ আপডেট",
        "আরও পড়ুন",
        ("লেখক মেলায় নতুন বই এনেছেন", "ছবি তুলতে গিয়ে নদীতে পড়লেন পর্যটক"),
    ),
    "ta": Lines(
        "எழுதியவர்: மீனா குமார்",
        ("மீனா குமார்",),
        "ஆதாரம்: மாதிரி செய்தி",
        "மாதிரி செய்தி",
        "படம்: ரவி முருகன்",
        "வெளியிடப்பட்டது",
        "புதுப்பிக்கப்பட்டது",
        "மேலும் படிக்க",
        ("படம் பார்த்த மக்கள் பாராட்டினர்", "ஆதாரம் இல்லை என்று நீதிமன்றம் கூறியது"),
    ),
    "th": Lines(
        "เขียนโดย สมชาย ใจดี",
        ("สมชาย ใจดี",),
        "ที่มา: ตัวอย่างนิวส์",
        "ตัวอย่างนิวส์",
        "ภาพ: สุดา ดีงาม",
        "เผยแพร่เมื่อ",
        "อัปเดตล่าสุด",
        "อ่านเพิ่มเติม",
        ("ที่มาของสะพานเก่าแห่งนี้ยังไม่มีใครรู้", "โดยชาวบ้านช่วยกันซ่อมสะพาน"),
    ),
    "ko": Lines(
        "홍길동 기자 hong@example.com",
        ("홍길동",),
        "출처: 보기신문",
        "보기신문",
        "사진=김영희",
        "기사입력",
        "최종수정",
        "많이 본 뉴스",
        ("여성 기자 간담회가 어제 열렸다", "출처를 알 수 없는 돈이 발견됐다"),
    ),
    "ja": Lines(
        "取材・文/山田 太郎",
        ("山田 太郎",),
        "出典：見本新聞",
        "見本新聞",
        "写真：佐藤花子",
        "公開日時",
        "最終更新",
        "あわせて読みたい",
        ("文化祭に三千人が集まった", "写真を撮る人が橋に並んだ"),
    ),
    "zh": Lines(
        "作者：王小明",
        ("王小明",),
        "来源：示例新闻网",
        "示例新闻网",
        "圖片來源：李小華",
        "发布时间",
        "最後更新",
        "相關新聞",
        ("记者在现场看到大桥已经通车", "来源不明的资金被冻结"),
    ),
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_byline(code: str) -> None:
    lines = LANGUAGES[code]
    found = recognise(lines.byline, load((code,)))
    assert found is not None
    assert (found.kind, found.names) == (Kind.BYLINE, lines.names)


@pytest.mark.parametrize("code", LANGUAGES)
def test_source(code: str) -> None:
    lines = LANGUAGES[code]
    found = recognise(lines.source, load((code,)))
    assert found is not None
    assert (found.kind, found.value) == (Kind.SOURCE, lines.publisher)


@pytest.mark.parametrize("code", LANGUAGES)
def test_caption_and_interface(code: str) -> None:
    lines = LANGUAGES[code]
    caption = recognise(lines.caption, load((code,)))
    phrase = recognise(lines.interface, load((code,)))
    assert caption is not None
    assert phrase is not None
    assert (caption.kind, phrase.reason) == (Kind.CAPTION, "interface phrase")


@pytest.mark.parametrize("code", LANGUAGES)
def test_words_of_dates(code: str) -> None:
    lexicon = load((code,))
    assert fold(LANGUAGES[code].published) in lexicon.published
    assert fold(LANGUAGES[code].updated) in lexicon.updated


@pytest.mark.parametrize(("code", "line"), [(code, line) for code in LANGUAGES for line in LANGUAGES[code].prose])
def test_lines_of_stories_are_kept(code: str, line: str) -> None:
    assert recognise(line, load((code,))) is None


@pytest.mark.parametrize(
    ("code", "line", "names"),
    [
        ("ko", "[서울=뉴시스] 홍길동 기자 =", ("홍길동",)),
        ("ko", "홍길동 기자, 김영희 기자", ("홍길동", "김영희")),
        ("ko", "순천, 광양 홍길동 기자 hong@example.com", ("홍길동",)),
        ("ko", "글: 홍길동기자", ("홍길동",)),
        ("zh", "本报记者张三", ("张三",)),
        ("zh", "記者王小明／台北報導", ("王小明",)),
        ("zh", "（記者 王小明）", ("王小明",)),
        ("ru", "Текст: Мария Иванова и Пётр Сидоров", ("Мария Иванова", "Пётр Сидоров")),
        ("hi", "संवाददाता: सुनीता शर्मा", ("सुनीता शर्मा",)),
    ],
)
def test_more_bylines(code: str, line: str, names: tuple[str, ...]) -> None:
    found = recognise(line, load((code,)))
    assert found is not None
    assert (found.kind, found.names) == (Kind.BYLINE, names)


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("zh", "（责任编辑：李四）"),
        ("ja", "翻訳：鈴木一郎"),
        ("ar", "تحرير: سامي خوري"),
        ("he", "עריכה: דנה כהן"),
    ],
)
def test_credits_of_those_who_worked_on_it(code: str, line: str) -> None:
    found = recognise(line, load((code,)))
    assert found is not None
    assert found.kind is Kind.CREDIT


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("ko", "청와대 출입 기자 간담회"),
        ("ko", "한 언론사 여성 기자"),
        ("zh", "本报记者深入现场"),
        ("zh", "记者高兴地发现"),
        ("zh", "記者會今日舉行"),
        ("he", "כתב העת חוגג עשור"),
        ("en", "Credit/debit cards are not taken"),
        ("en", "C. Russian Service"),
        ("en", "C++ for beginners"),
    ],
)
def test_headings_that_look_like_furniture(code: str, line: str) -> None:
    assert recognise(line, load((code,))) is None


def test_a_circled_c_is_a_copyright_sign() -> None:
    found = recognise("ⓒ 보기신문", load(("ko",)))
    assert found is not None
    assert found.reason == "copyright line"
