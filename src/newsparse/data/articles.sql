-- What `newsparse batch -o out.sqlite` makes. SQLite keeps the comments inside the statements: `.schema` shows them.

CREATE TABLE articles (
    number INTEGER PRIMARY KEY, -- 1, 2, … in the order in which they were written
    name TEXT,                  -- of the file that it was read from, within the folder of scrapes
    title TEXT,                 -- the headline, without the site's name
    lede TEXT,                  -- the standfirst, else the body's first paragraph
    body TEXT NOT NULL,         -- the story, without the standfirst; one blank line between its parts
    date TEXT,                  -- when it was published, ISO 8601, cut to what is known: 2025-07, 2025-07-26T14:05
    day TEXT,                   -- the day of it, YYYY-MM-DD; null where only the month or the year is known
    modified TEXT,              -- when it was last updated, as date
    source TEXT,                -- who published it
    agency TEXT,                -- the wire credit: Reuters, AP, dpa, …
    authors TEXT NOT NULL,      -- JSON: ["name", …]; one row each in the table authors
    language TEXT,              -- BCP 47
    url TEXT,                   -- canonical address
    is_article INTEGER NOT NULL CHECK (is_article IN (0, 1)), -- 0: index page, error page, consent wall, empty scrape
    evidence TEXT NOT NULL,     -- JSON: {"title": {"text": …, "lines": …, "from": …, "confidence": …}, …}
    warnings TEXT NOT NULL,     -- JSON: ["no-title", …]
    input TEXT NOT NULL,        -- JSON: {"name", "kind", "encoding", "sha256", "bytes", "lines"}
    blocks TEXT,                -- JSON, with --blocks: every block of the input, kept or dropped, and why
    cluster TEXT,               -- the same for near-duplicates: GROUP BY cluster; null where nobody asked, and of short texts
    share REAL,                 -- of its text that it has in common with the first article of its cluster, 0.5 to 1
    others TEXT                 -- JSON: what else its record holds, such as the caller's id
);

CREATE TABLE authors (
    article INTEGER NOT NULL REFERENCES articles (number),
    place INTEGER NOT NULL,     -- in the byline, from 1
    name TEXT NOT NULL,
    PRIMARY KEY (article, place)
) WITHOUT ROWID;

-- Words of title, lede and body: SELECT title FROM search WHERE search MATCH 'bridge' ORDER BY rank
CREATE VIRTUAL TABLE search USING fts5 (
    title, lede, body,
    content = 'articles', content_rowid = 'number', -- search.rowid is articles.number
    tokenize = 'unicode61 remove_diacritics 2'      -- cafe finds café; a run of Chinese or Japanese is one word
);

CREATE VIEW latest AS -- articles alone, the newest first
    SELECT date, source, title, name, number FROM articles WHERE is_article ORDER BY date DESC, number;

CREATE VIEW sources AS -- who published how much, and from when to when
    SELECT source, count(*) AS articles, min(day) AS first, max(day) AS last
    FROM articles WHERE is_article GROUP BY source ORDER BY articles DESC, source;

CREATE VIEW warned AS -- one row per warning
    SELECT each.value AS warning, number, name, title FROM articles, json_each(warnings) AS each ORDER BY warning, number;
