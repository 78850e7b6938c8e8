"""What LINE estimates of people: the values of each attribute and their codes. Code 0 means unknown."""

from __future__ import annotations

from typing import Any

from linebot.v3.messaging.models.age_demographic import AgeDemographic
from linebot.v3.messaging.models.app_type_demographic import AppTypeDemographic
from linebot.v3.messaging.models.area_demographic import AreaDemographic
from linebot.v3.messaging.models.gender_demographic import GenderDemographic
from linebot.v3.messaging.models.subscription_period_demographic import SubscriptionPeriodDemographic


def _values(enum: Any) -> dict[str, int]:
    return {member.value: code for code, member in enumerate(enum, start=1)}


GENDERS = _values(GenderDemographic)
AGES = _values(AgeDemographic)
APP_TYPES = _values(AppTypeDemographic)
AREAS = _values(AreaDemographic)
SUBSCRIPTION_DAYS = {value: int(value.removeprefix("day_")) for value in _values(SubscriptionPeriodDemographic)}
