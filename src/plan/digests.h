/* digests.h: of what each output is made, in 128 bits: the same digest means the same bytes.
 *
 * An output is made of the program, the templates and assets, the options, the files about languages and protocols, and
 * of those records that it shows. A digest may differ where the bytes do not, never the other way round. */
#pragma once
#include "base/digest.h"
#include "plan/plan.h"

typedef struct Digests Digests;

/* For the outputs of PLAN, which outlives it and has no error findings. REST stands for all that is not in the plan:
 * the program, the templates and the assets. */
Digests *digests_new(const Plan *plan, Digest rest);
void digests_free(Digests *digests);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Digests, digests_free)

Digest digests_output(const Digests *digests, const Output *output);
