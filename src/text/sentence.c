#include "text/sentence.h"
