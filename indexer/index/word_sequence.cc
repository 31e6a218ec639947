#include "izvor/word_sequence.h"

#include <xxhash.h>

#include <algorithm>

#include "indexer/index/byte_codec.h"

namespace izvor {

WordCode word_code(std::string_view root, std::string_view lemma) {
  constexpr unsigned kRootWidth = 12;
  const auto of_root = static_cast<WordCode>(XXH3_64bits(root.data(), root.size()) & kRootBits);
  const auto of_lemma = static_cast<WordCode>((XXH3_64bits(lemma.data(), lemma.size()) & 7U) << kRootWidth);
  return static_cast<WordCode>(of_root | of_lemma);
}

WordSequence read_word_sequence(std::string_view value) {
  ByteReader in(value);
  const std::size_t titles = in.bounded(value.size() / 2);
  const std::string_view rest = in.bytes(in.left());
  const std::size_t cut = std::min(titles * 2, rest.size());
  return {WordCodes(rest.substr(0, cut)), WordCodes(rest.substr(cut))};
}

}  // namespace izvor
