from . import test_mapper
