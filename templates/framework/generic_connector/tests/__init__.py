from . import test_adapter
from . import test_importer
from . import test_mapper
from . import test_mapping
from . import test_models
from . import test_paginators
from . import test_tools
from . import test_webhook
