#include "yaml/bind.h"
