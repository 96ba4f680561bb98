def words(text):
    """Words of a text."""
    return text.split()


class Words:
    """For scripts."""
