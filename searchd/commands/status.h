// `izvor-searchd status`: whether questions can be answered, and how far the index is behind the archive.
#pragma once

#include "searchd/commands/command.h"

namespace izvor {

void add_status(CLI::App& app, CommandContext& context);

}  // namespace izvor
