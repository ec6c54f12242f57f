#include "tmpl/engine.h"
