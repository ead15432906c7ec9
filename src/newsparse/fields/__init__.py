"""Fields: labelled blocks and claims → title, lede, dates, authors, source, agency, language, each with its evidence."""
