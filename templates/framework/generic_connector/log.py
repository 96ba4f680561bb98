"""The lines of the log: each says which backend, entity and record, and how long.

INFO is what succeeded, WARNING what will be tried again by itself, ERROR what a person
has to see. Neither holds a secret, an e-mail address or a phone number.
"""

import json
import logging
import time

from .masking import mask_text
from .tools import clip


def log(
    logger,
    level,
    backend,
    message,
    *args,
    entity=None,
    external_id=None,
    started=None,
    exc_info=None,
):
    """Write a line: ``message [backend="Shop" entity=order id=7 ms=120]``.

    :param backend: the record, or the name of a model where it is not known which
    :param entity: what kind of record; in words of the spec
    :param external_id: its id in the external system
    :param float started: ``time.monotonic()`` when it began
    """
    if not logger.isEnabledFor(level):
        return
    text = clip(mask_text(message % args if args else message), 2000)
    duration = "-"
    if started is not None:
        duration = round((time.monotonic() - started) * 1000)
    logger.log(
        level,
        "%s [backend=%s entity=%s id=%s ms=%s]",
        # Nobody else's words make a line of their own.
        " ".join(text.split()),
        json.dumps(getattr(backend, "display_name", backend), ensure_ascii=False),
        _word(entity),
        _word(external_id),
        duration,
        exc_info=exc_info,
    )


def log_work(logger, level, work, message, *args, **facts):
    """Write a line about a unit of work: its backend, its entity, its duration.

    :param work: the component's ``work``
    :param facts: ``entity``, ``external_id``, ``exc_info`` as of :func:`log`
    """
    facts.setdefault("started", getattr(work, "started", None))
    model = getattr(work, "model", None)
    facts.setdefault("entity", getattr(model, "_entity", None))
    log(logger, level, work.collection, message, *args, **facts)


def log_put_back(logger, work, error, **facts):
    """Write the line of a job that is put back because of an error."""
    seconds = getattr(error, "seconds", None)
    when = f" in {round(seconds)} s" if seconds else ""
    log_work(
        logger, logging.WARNING, work, "It is tried again%s: %s", when, error, **facts
    )


def _word(value):
    """Return a value as one word."""
    text = clip(mask_text("".join(str(value or "").split())), 255)
    return text or "-"
