"""Fields: labelled blocks and claims → title, lede, dates, authors and so on, each with its evidence."""
