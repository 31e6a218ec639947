// izvor-searchd: which pages answer this question, and where in them?
#include "searchd/commands/commands.h"

int main(int argc, char** argv) {
  izvor::Program program(
      "izvor-searchd",
      "izvor-searchd answers questions from the index that izvor-indexer makes.\n"
      "\n"
      "Most often:\n"
      "  izvor-searchd serve                              pages for people and JSON for programs, over HTTP\n"
      "  izvor-searchd search партньорство със Сингапур   ask from a terminal");
  izvor::add_probe(program);
  izvor::add_queries(program);
  izvor::add_search(program);
  izvor::add_serve(program);
  izvor::add_status(program);
  return program.run(argc, argv);
}
