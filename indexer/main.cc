// izvor-indexer: what can be found, under which words?
#include "indexer/commands/commands.h"

int main(int argc, char** argv) {
  izvor::Program program("izvor-indexer",
                         "izvor-indexer reads the page archive and writes the index that izvor-searchd answers from.\n"
                         "\n"
                         "Most often:\n"
                         "  izvor-indexer run            follow the archive; a new version is searchable about a second later\n"
                         "  izvor-indexer run --once     apply what there is, and end\n"
                         "  izvor-indexer status         how far the index is, and what was skipped and why\n"
                         "  izvor-indexer rebuild        make the whole index anew from the archive, after an update of Izvor");
  izvor::add_run(program);
  izvor::add_rebuild(program);
  izvor::add_check(program);
  izvor::add_status(program);
  izvor::add_extract(program);
  izvor::add_analyze(program);
  return program.run(argc, argv);
}
