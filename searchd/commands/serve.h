// `izvor-searchd serve`: answers questions over HTTP until SIGTERM or SIGINT, then drains.
#pragma once

#include "searchd/commands/command.h"

namespace izvor {

void add_serve(CLI::App& app, CommandContext& context);

}  // namespace izvor
