/* program.h: which program this is. */
#pragma once
#include "base/digest.h"

/* Adds what tells this build of the program, and of each library that it is linked with, from every other: the build
 * id that the linker wrote into each (NT_GNU_BUILD_ID), or for want of one in the program its bytes. FALSE: neither can
 * be had, so nothing that was made before may be taken for the same. */
gboolean program_add(DigestSum *sum);
