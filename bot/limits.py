"""How much may somebody ask? Token buckets per person, per chat and overall, refilled by the second."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import TooMuch
from bot.messages import Request
from bot.settings import LimitSettings

_MOST_KNOWN = 20_000
"""People and chats that are remembered; those longest unheard are full again anyway."""


@dataclass(slots=True)
class _Bucket:
    """What is left at a moment, and whether its owner was told that it is empty."""

    left: float
    at_s: float
    told: bool = False


class Limits:
    """The budgets of everybody who asks."""

    def __init__(self, settings: LimitSettings, now_s: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._now_s = now_s
        self._buckets: OrderedDict[tuple[str, ...], _Bucket] = OrderedDict()

    def spend(self, request: Request, cost: float) -> None:
        """Take `cost` from the budgets of who asks, of the chat (of its thread or channel) and of all.

        Raises:
            TooMuch: one is empty; `values` has `seconds` until it is not, and `told` whether its owner
                heard so already since it last had something.
        """
        settings = self._settings
        budgets = (
            (("user", request.platform, request.user), settings.user_per_minute, 60.0),
            (("chat", request.platform, request.chat, request.thread or ""), settings.chat_per_minute, 60.0),
            (("all",), settings.all_per_second, 1.0),
        )
        now_s = self._now_s()
        buckets = [self._filled(key, size, size / period_s, now_s) for key, size, period_s in budgets]
        for bucket, (_, size, period_s) in zip(buckets, budgets, strict=True):
            if bucket.left < min(cost, size):
                told, bucket.told = bucket.told, True
                wait_s = (min(cost, size) - bucket.left) * period_s / size
                raise TooMuch("too-much", seconds=max(1, round(wait_s)), told=told)
        for bucket in buckets:
            bucket.left -= cost
            bucket.told = False

    def _filled(self, key: tuple[str, ...], size: float, per_s: float, now_s: float) -> _Bucket:
        bucket = self._buckets.pop(key, None) or _Bucket(size, now_s)
        bucket.left = min(size, bucket.left + (now_s - bucket.at_s) * per_s)
        bucket.at_s = now_s
        self._buckets[key] = bucket
        if len(self._buckets) > _MOST_KNOWN:
            self._buckets.popitem(last=False)
        return bucket
