/* limits.h: whether a host takes the site (host.h): host-limit findings at `host` of content/site.yaml. */
#pragma once
#include "plan/plan.h"

/* What the plan tells: the number of files with their copies in FORMS, which may come to a few less; rules; assets. */
void limits_check_plan(const Plan *plan, guint forms, Findings *findings);

/* What only the made site tells: its bytes, and those of its largest file. */
void limits_check_bytes(const Plan *plan, guint64 bytes, guint64 largest, Findings *findings);
