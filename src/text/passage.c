#include "text/passage.h"
