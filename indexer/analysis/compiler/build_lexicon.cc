#include "indexer/analysis/compiler/build_lexicon.h"

#include "indexer/analysis/compiler/dictionary.h"
#include "indexer/analysis/compiler/language_data.h"
#include "indexer/analysis/compiler/paradigms.h"

namespace izvor::compiler {

Result<Lexicon> build_lexicon(const LexiconSources& sources) {
  const auto dictionary = read_hunspell(sources.hunspell);
  if (!dictionary) return tl::unexpected(dictionary.error());
  const auto listed = read_word_list(sources.word_list, "wbulgarian");
  if (!listed) return tl::unexpected(listed.error());
  const auto irregular = read_data_file(sources.language_data / "irregular.txt");
  if (!irregular) return tl::unexpected(irregular.error());
  const auto supplement = read_data_file(sources.language_data / "supplement.txt");
  if (!supplement) return tl::unexpected(supplement.error());
  const auto preferred = read_data_file(sources.language_data / "preferred.txt");
  if (!preferred) return tl::unexpected(preferred.error());

  Lexicon lexicon;
  lexicon.add(*dictionary);
  for (const DictionaryEntry& entry : *listed) {
    if (!lexicon.knows(entry.word)) lexicon.add(entry.word, entry.word, entry.name ? WordClass::kName : WordClass::kOther);
  }
  restore_paradigms(*dictionary, lexicon);
  lexicon.join_participles();
  lexicon.add_adverbs();
  if (auto added = add_supplement(*supplement, lexicon); !added) return tl::unexpected(added.error());
  add_irregular(*irregular, lexicon);
  prefer(*preferred, lexicon);
  return lexicon;
}

}  // namespace izvor::compiler
