"""What people are reminded of, one file each: when, to whom, and what it says. Importing this package enters all."""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
