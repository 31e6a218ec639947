#include "indexer/extract/stop_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "indexer/extract/folded.h"

namespace izvor {
namespace {

constexpr auto sorted_words() {
  auto words = std::to_array<std::string_view>(
      {"а",    "без",    "бе",   "беше", "би",  "в",     "вече",  "все",   "във",   "да",    "до",   "докато", "е",
       "за",   "защото", "и",    "из",   "или", "им",    "има",   "как",   "като",  "ко",    "коя",  "към",    "ли",
       "ми",   "много",  "може", "на",   "над", "не",    "него",  "ние",   "но",    "от",    "по",   "под",    "пред",
       "при",  "с",      "са",   "се",   "си",  "след",  "сме",   "само",  "със",   "също",  "тази", "така",   "те",
       "тези", "този",   "това", "ще",   "че",  "чрез",  "която", "които", "който", "което", "the",  "of",     "and",
       "to",   "in",     "is",   "that", "for", "with",  "are",   "was",   "this",  "by",    "from", "or",     "be",
       "on",   "as",     "an",   "it",   "not", "which", "have",  "has",   "at"});
  std::sort(words.begin(), words.end());
  return words;
}

constexpr auto kStopWords = sorted_words();

}  // namespace

std::size_t count_stop_words(std::string_view text) {
  const std::string folded = fold_case(text);
  std::size_t count = 0;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find_first_of(" ,.;:!?()", at), folded.size());
    count +=
        end > at && std::binary_search(kStopWords.begin(), kStopWords.end(), std::string_view(folded).substr(at, end - at));
    at = end + 1;
  }
  return count;
}

}  // namespace izvor
