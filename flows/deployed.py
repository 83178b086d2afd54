"""What `saima service deploy` makes on a Prefect server, by name: for those who make it and those who look whether it is there."""

POOL = "saima"
NIGHTLY, ALARM = "nightly/nightly", "alarm/alarm"
FAILED, CRASHED, LATE, STUCK = "saima: a run failed", "saima: a run crashed", "saima: a run is late", "saima: a run is stuck"
WITHHELD, SILENT = "saima: a night is withheld", "saima: a silent run has crashed"
AUTOMATIONS = (FAILED, CRASHED, LATE, STUCK, WITHHELD, SILENT)
