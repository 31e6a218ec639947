// compile_lemmas: makes the lemma table from the installed dictionaries and our own language data. Run by the build.
#include <exception>
#include <filesystem>
#include <iostream>

#include "indexer/analysis/compiler/build_lexicon.h"
#include "indexer/analysis/compiler/families.h"
#include "indexer/analysis/compiler/guesser.h"
#include "indexer/analysis/compiler/language_data.h"
#include "indexer/analysis/compiler/table_writer.h"

namespace izvor::compiler {
namespace {

Result<void> compile(const LexiconSources& sources, const std::filesystem::path& output) {
  const auto lexicon = build_lexicon(sources);
  if (!lexicon) return tl::unexpected(lexicon.error());
  const auto stop_words = read_data_file(sources.language_data / "stop_words.txt");
  if (!stop_words) return tl::unexpected(stop_words.error());
  const auto acronyms = read_data_file(sources.language_data / "acronyms.txt");
  if (!acronyms) return tl::unexpected(acronyms.error());
  const auto roots = find_roots(*lexicon, sources.language_data);
  if (!roots) return tl::unexpected(roots.error());
  TableWriter table;
  add_forms(*lexicon, table);
  add_guesses(*lexicon, table);
  for (const auto& [lemma, root] : *roots) table.add_root(lemma, root);
  for (const DataLine& line : *stop_words) table.add_stop_word(line[0]);
  for (const DataLine& line : *acronyms) table.add_acronym(line[0]);
  return table.write(output);
}

}  // namespace
}  // namespace izvor::compiler

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: compile_lemmas HUNSPELL_FOLDER WORD_LIST LANGUAGE_DATA OUTPUT\n";
    return 2;
  }
  try {
    const auto done = izvor::compiler::compile({argv[1], argv[2], argv[3]}, argv[4]);
    if (done) return 0;
    std::cerr << "compile_lemmas: " << done.error().message << '\n';
  } catch (const std::exception& error) {
    std::cerr << "compile_lemmas: " << error.what() << '\n';
  }
  return 1;
}
