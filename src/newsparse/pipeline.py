"""The order of the rooms, and the only place that knows it."""
