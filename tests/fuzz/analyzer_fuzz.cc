// Analysis of any bytes: offsets stay inside the text, places ascend, every string is UTF-8 and bounded.
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/analysis/acronyms.h"
#include "izvor/analyzer.h"
#include "tests/fuzz/fuzz_check.h"

namespace {

using izvor::fuzz::demand;
using izvor::fuzz::is_utf8;

constexpr std::size_t kLongestToken = 1024;

const izvor::Analyzer& analyzer() {
  static const izvor::Analyzer opened = [] {
    auto table = izvor::Analyzer::open(IZVOR_LEMMA_TABLE);
    demand(table.has_value(), "the lemma table can be opened");
    return std::move(*table);
  }();
  return opened;
}

void examine(const izvor::Token& token, std::size_t size, std::uint32_t& position) {
  demand(token.begin < token.end && token.end <= size, "offsets lie inside the text");
  demand(token.position >= position && token.position <= position + 1, "positions ascend without gaps");
  position = token.position;
  for (const std::string_view word : {token.exact, token.lemma, token.root}) {
    demand(!word.empty() && word.size() <= kLongestToken, "a word is bounded and not empty");
    demand(is_utf8(word), "a word is UTF-8");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text = izvor::fuzz::view(bytes, size);
  std::vector<std::uint32_t> borders;
  for (std::size_t i = 0; i < size; i += 1 + bytes[i] % 16) borders.push_back(static_cast<std::uint32_t>(i));
  static izvor::Analysis analysis;
  analyzer().analyze(text, analysis, borders);
  std::uint32_t position = 0;
  for (const izvor::Token& token : analysis.tokens()) examine(token, size, position);
  for (const izvor::Repair& repair : analysis.repairs()) {
    demand(repair.begin < repair.split && repair.split < repair.end && repair.end <= size, "a repair lies inside the text");
  }
  for (const izvor::AcronymPair& pair : izvor::find_acronyms(text)) {
    demand(is_utf8(pair.acronym) && is_utf8(pair.long_form), "an acronym is UTF-8");
  }
  return 0;
}
