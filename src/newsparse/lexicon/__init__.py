"""What is known of languages and of the trade: words, months, bylines, credits, interface phrases; their recognisers.

Knowledge is data in `newsparse/data`; the modules here load it and recognise it in a text. Rooms ask; nothing here
knows of pages or labels.
"""
