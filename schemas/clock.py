"""The county's clock: whatever an office reads is in its own time; instants in the warehouse are UTC."""

from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
