// The subcommands of izvor-indexer: each declares itself to the program, in a file of its own.
#pragma once

#include "crawler/program/program.h"

namespace izvor {

void add_run(Program& program);
void add_rebuild(Program& program);
void add_extract(Program& program);
void add_analyze(Program& program);
void add_check(Program& program);
void add_status(Program& program);

}  // namespace izvor
