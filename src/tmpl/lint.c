#include "tmpl/lint.h"
