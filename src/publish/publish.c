#include "publish/publish.h"
