from importlib import util


def load(path):
    """Loads a file of the folder drivers, which is no package."""
    spec = util.spec_from_file_location("driver", path)
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
