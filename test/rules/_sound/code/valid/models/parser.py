import sys


def words(text):
    """Words of a text."""
    return text.split()


def main():
    for word in words(sys.stdin.read()):
        print(word)


if __name__ == "__main__":
    main()
