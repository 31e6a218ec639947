// The subcommands of izvor-crawler: each declares itself to the program, in a file of its own.
#pragma once

#include "crawler/program/program.h"

namespace izvor {

void add_run(Program& program);
void add_cdxj(Program& program);
void add_import(Program& program);
void add_ping(Program& program);
void add_status(Program& program);
void add_explain(Program& program);
void add_robots(Program& program);
void add_url(Program& program);
void add_verify(Program& program);
void add_repair(Program& program);

}  // namespace izvor
