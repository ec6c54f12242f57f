/* xml.h: what the XML files have in common. */
#pragma once
#include "plan/plan.h"

/* Appends the absolute address of TO, escaped. */
void xml_address(const Plan *plan, const Output *to, GString *out);

/* Appends <NAME>TEXT</NAME> and a line break. */
void xml_element(GString *out, const char *name, const char *text);
