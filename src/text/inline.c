#include "text/inline.h"
