/** What is there wherever Odoo runs, and no manifest has to name. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Modules of Python itself (sys.stdlib_module_names of 3.10 to 3.13), `odoo` with its older name, and future's. */
export const STANDARD_MODULES: ReadonlySet<string> = words(
  "odoo openerp __future__ _csv _thread " +
    "abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii " +
    "bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys " +
    "compileall concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses " +
    "dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno " +
    "faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass " +
    "gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect " +
    "io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math " +
    "mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers " +
    "opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib " +
    "poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue " +
    "quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex " +
    "shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants " +
    "sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog " +
    "tabnanny tarfile telnetlib tempfile termios textwrap this threading time timeit tkinter token tokenize " +
    "tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu " +
    "uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile " +
    "zipimport zlib zoneinfo",
);

/** Modules that the requirements of Odoo 16.0 to 19.0 bring, those that requests brings with itself, and those that OCA's component brings with them. */
export const ODOO_PACKAGES: ReadonlySet<string> = words(
  "cachetools certifi charset_normalizer " +
    "asn1crypto attr babel cbor2 chardet cryptography dateutil decorator docutils ebaysdk freezegun geoip2 " +
    "gevent greenlet html2text idna isodate jinja2 ldap lxml magic mako markupsafe mock num2words ofxparse " +
    "OpenSSL openpyxl passlib PIL pkg_resources polib psutil psycopg2 pydot PyPDF2 pypdf pytz qrcode " +
    "reportlab requests requests_toolbelt rjsmin sass serial setuptools six stdnum suds urllib3 usb vobject " +
    "websocket werkzeug win32print xlrd xlsxwriter xlwt zeep",
);
