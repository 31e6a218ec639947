// The subcommands of izvor-searchd: each declares itself to the program, in a file of its own.
#pragma once

#include "crawler/program/program.h"

namespace izvor {

void add_probe(Program& program);
void add_queries(Program& program);
void add_search(Program& program);
void add_serve(Program& program);
void add_status(Program& program);

}  // namespace izvor
