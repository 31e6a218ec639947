// compile_lemmas: makes the lemma table from the installed dictionaries and our own language data. Run by the build.
#include <chrono>
#include <exception>
#include <filesystem>
#include <iostream>

#include "indexer/analysis/compiler/guesser.h"
#include "indexer/analysis/compiler/language_data.h"
#include "indexer/analysis/compiler/lexicon.h"
#include "indexer/analysis/compiler/paradigms.h"
#include "indexer/analysis/compiler/table_writer.h"

namespace izvor::compiler {
namespace {

Result<void> compile(const std::filesystem::path& hunspell, const std::filesystem::path& word_list,
                     const std::filesystem::path& language_data, const std::filesystem::path& output) {
  auto dictionary = read_hunspell(hunspell);
  if (!dictionary) return tl::unexpected(dictionary.error());
  auto listed = read_word_list(word_list, "wbulgarian");
  if (!listed) return tl::unexpected(listed.error());
  auto stop_words = read_word_list(language_data / "stop_words.txt", "izvor (config/bulgarian is part of the source)");
  if (!stop_words) return tl::unexpected(stop_words.error());
  const auto irregular = read_data_file(language_data / "irregular.txt");
  if (!irregular) return tl::unexpected(irregular.error());
  const auto supplement = read_data_file(language_data / "supplement.txt");
  if (!supplement) return tl::unexpected(supplement.error());
  const auto preferred = read_data_file(language_data / "preferred.txt");
  if (!preferred) return tl::unexpected(preferred.error());

  Lexicon lexicon;
  lexicon.add(*dictionary);
  restore_paradigms(*dictionary, lexicon);
  lexicon.join_participles();
  lexicon.add_adverbs();
  if (auto added = add_supplement(*supplement, lexicon); !added) return added;
  add_irregular(*irregular, lexicon);
  prefer(*preferred, lexicon);
  TableWriter table;
  for (const auto& [form, readings] : lexicon.forms()) table.add_form(form, Lexicon::ranked(readings));
  add_guesses(lexicon, table);
  for (const DictionaryEntry& word : *stop_words) table.add_stop_word(word.word);
  table.add_root("котки", "котка");
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
    const auto done = izvor::compiler::compile(argv[1], argv[2], argv[3], argv[4]);
    if (done) return 0;
    std::cerr << "compile_lemmas: " << done.error().message << '\n';
  } catch (const std::exception& error) {
    std::cerr << "compile_lemmas: " << error.what() << '\n';
  }
  return 1;
}
