import socket
from unittest.mock import patch

from odoo.tests.common import BaseCase

from .. import images
from ..images import ImageRefusedError, ImageUnavailableError, fetch_image
from .common import MockServer

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"


def resolve_to(*addresses):
    """Return a stand-in for ``getaddrinfo`` that gives a made-up host addresses."""
    original = socket.getaddrinfo

    def resolve(host, port, *args, **options):
        if host != "pictures.example":
            return original(host, port, *args, **options)
        return [(socket.AF_INET, 0, 0, "", (address, port)) for address in addresses]

    return patch.object(images.socket, "getaddrinfo", resolve)


class TestImages(BaseCase):
    def setUp(self):
        super().setUp()
        self.mock = MockServer()
        self.addCleanup(self.mock.close)
        self.trusted = [self.mock.url.split("//")[1]]

    def fetch(self, path):
        return fetch_image(f"{self.mock.url}{path}", self.trusted)

    def test_trusted_host(self):
        self.mock.reply("GET /a.png", PNG)
        self.assertEqual(self.fetch("/a.png"), PNG)

    def test_refuses_what_is_not_public(self):
        for address in (
            "127.0.0.1",
            "10.1.2.3",
            "169.254.169.254",
            "192.168.0.9",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "::1",
            "fe80::1",
            "fc00::1",
            "::ffff:10.0.0.1",
        ):
            with self.subTest(address=address), resolve_to(address):
                with self.assertRaisesRegex(ImageRefusedError, "no public address"):
                    fetch_image("https://pictures.example/a.png")
        # One public address does not make the other one good.
        with resolve_to("93.184.215.14", "10.0.0.1"):
            with self.assertRaisesRegex(ImageRefusedError, "no public address"):
                fetch_image("https://pictures.example/a.png")

    def test_refuses_other_schemes(self):
        for url in (
            "http://pictures.example/a.png",
            "file:///etc/passwd",
            "ftp://pictures.example/a.png",
            "https://user:secret@pictures.example/a.png",
            "https://",
            "https://pictures.example:port/",
            "a.png",
        ):
            with self.subTest(url=url), self.assertRaises(ImageRefusedError):
                fetch_image(url)

    def test_checks_redirects(self):
        self.mock.reply("GET /moved.png", status=302, headers={"Location": "/a.png"})
        self.mock.reply("GET /a.png", PNG)
        self.assertEqual(self.fetch("/moved.png"), PNG)
        self.mock.reply(
            "GET /inside.png",
            status=302,
            headers={"Location": "https://pictures.example/admin"},
        )
        with resolve_to("127.0.0.1"):
            with self.assertRaisesRegex(ImageRefusedError, "no public address"):
                self.fetch("/inside.png")
        self.mock.reply("GET /loop.png", status=302, headers={"Location": "/loop.png"})
        with self.assertRaisesRegex(ImageRefusedError, "redirects"):
            self.fetch("/loop.png")

    def test_refuses_what_is_no_picture(self):
        self.mock.reply("GET /page", b"<html></html>")
        self.mock.reply("GET /script.svg", b"<svg><script/></svg>")
        for path in ("/page", "/script.svg"):
            with self.assertRaisesRegex(ImageRefusedError, "no picture"):
                self.fetch(path)

    def test_limits(self):
        self.mock.reply("GET /large.png", PNG + b"x" * 2000)
        with patch.object(images, "MAX_SIZE", 1000):
            with self.assertRaisesRegex(ImageRefusedError, "more than 1000 bytes"):
                self.fetch("/large.png")

    def test_tells_later_from_never(self):
        with self.assertRaisesRegex(ImageRefusedError, "404"):
            self.fetch("/missing.png")
        self.mock.reply("GET /busy.png", status=503)
        with self.assertRaisesRegex(ImageUnavailableError, "503"):
            self.fetch("/busy.png")
        self.mock.close()
        with self.assertRaises(ImageUnavailableError):
            self.fetch("/a.png")
