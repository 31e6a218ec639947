// izvor-crawler: what do the pages say now, and what did they say before?
#include "crawler/commands/commands.h"

int main(int argc, char** argv) {
  izvor::Program program("izvor-crawler",
                         "izvor-crawler fetches pages politely and keeps every version of them.\n"
                         "\n"
                         "Most often:\n"
                         "  izvor-crawler run --dry-run                          what would be fetched first\n"
                         "  izvor-crawler run --once                             fetch what is due, then end\n"
                         "  izvor-crawler import FOLDER --base-url URL           archive pages that are files\n"
                         "  izvor-crawler ping https://example.eu/bg/news/x      this page changed: fetch it next\n"
                         "  izvor-crawler explain https://example.eu/bg/news/x   why is it here, or not?");
  izvor::add_run(program);
  izvor::add_import(program);
  izvor::add_ping(program);
  izvor::add_status(program);
  izvor::add_explain(program);
  izvor::add_robots(program);
  izvor::add_url(program);
  izvor::add_cdxj(program);
  izvor::add_verify(program);
  izvor::add_repair(program);
  return program.run(argc, argv);
}
