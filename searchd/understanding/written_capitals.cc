#include "searchd/understanding/written_capitals.h"

#include <algorithm>

#include "izvor/index_schema.h"

namespace izvor {
namespace {

bool in_word(char byte) {
  const auto c = static_cast<unsigned char>(byte);
  return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// The word with a capital at its beginning: Bulgarian or English.
std::string with_capital(std::string_view word) {
  std::string made(word);
  const auto lead = static_cast<unsigned char>(made[0]);
  const auto trail = made.size() > 1 ? static_cast<unsigned char>(made[1]) : 0U;
  if (lead >= 'a' && lead <= 'z') {
    made[0] = static_cast<char>(lead - 'a' + 'A');
  } else if (lead == 0xD0 && trail >= 0xB0) {
    made[1] = static_cast<char>(trail - 0x20);  // а to п
  } else if (lead == 0xD1 && trail < 0x90) {
    made[0] = static_cast<char>(0xD0);  // р to я
    made[1] = static_cast<char>(trail + 0x20);
  }
  return made;
}

/// Whole words only. A quotation mark or a dash beside the word is of several bytes too, but stands apart by white space.
std::size_t count(std::string_view text, std::string_view word) {
  std::size_t found = 0;
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + word.size())) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !in_word(text[at - 1])) && (end == text.size() || !in_word(text[end]))) ++found;
  }
  return found;
}

}  // namespace

bool WrittenCapitals::has(std::string_view word) {
  if (const auto known = known_.find(word); known != known_.end()) return known->second;
  if (word.empty() || known_.size() >= kMaxWords) return false;
  const std::string capital = with_capital(word);
  const std::string term = schema::term_for(schema::Field::kBody, schema::Grade::kExact, word);
  std::size_t capitals = 0, small = 0, pages = 0;
  for (auto page = index_.postlist_begin(term); page != index_.postlist_end(term) && pages < kMaxPages; ++page, ++pages) {
    const Xapian::Document document = index_.get_document(*page, Xapian::DOC_ASSUME_VALID);
    const auto stored = decoder_.decode(document.get_data(), document.get_value(schema::kWords));
    if (!stored) continue;
    for (const std::string_view text : {std::string_view(stored->title), std::string_view(stored->text)}) {
      capitals += count(text, capital);
      small += count(text, word);
    }
  }
  return known_.emplace(std::string(word), capitals > small).first->second;
}

}  // namespace izvor
