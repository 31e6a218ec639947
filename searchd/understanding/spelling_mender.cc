#include "searchd/understanding/spelling_mender.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "searchd/understanding/letters.h"
#include "searchd/understanding/spelling.h"

namespace izvor {
namespace {

/// Bytes: "ии" and "МСП" are acronyms, not errors.
constexpr std::size_t kShortestMended = 8;
/// A half of one letter is a preposition or nothing.
constexpr std::size_t kShortestHalf = 4;

double dearness_of(double cost, std::uint32_t pages) { return cost - 1.3 * std::log(std::max(pages, 1U)); }

bool is_space_only(std::string_view text) { return text == " "; }

bool needs_mending(Acquaintance acquaintance) {
  return acquaintance == Acquaintance::kNone || acquaintance == Acquaintance::kGuessedKin;
}

}  // namespace

std::vector<SpellingMender::Word> SpellingMender::words_in(std::string_view text) {
  std::vector<Word> words;
  const std::span<const Token> tokens = words_.tokens_of(text);
  for (std::size_t i = 0; i < tokens.size();) {
    const Token& token = tokens[i];
    Word word{token.begin, token.end, std::string(token.exact), Acquaintance::kNone, false};
    bool alone = token.kind == TokenKind::kWord && token.origin == TokenOrigin::kText;
    for (; i < tokens.size() && tokens[i].position == token.position; ++i) {
      alone = alone && (&tokens[i] == &token || tokens[i].origin == TokenOrigin::kAlternative);
      word.acquaintance = std::max(word.acquaintance, words_.acquaintance(tokens[i]));
    }
    word.mendable = alone && word.exact.size() >= kShortestMended;
    words.push_back(std::move(word));
  }
  return words;
}

std::uint32_t SpellingMender::pages_with(std::string_view word) const {
  const auto letters = letters_of(word);
  return letters ? vocabulary_.pages_with(*letters) : 0;
}

std::optional<SpellingMender::Mended> SpellingMender::nearest(std::string_view word) const {
  auto found = corrections(vocabulary_, word, 1);
  if (found.empty()) return std::nullopt;
  return Mended{std::move(found.front().word), dearness_of(found.front().cost, found.front().pages)};
}

/// Both halves are words that pages have, or one is a word like "на" that cannot be half of another.
std::optional<SpellingMender::Mended> SpellingMender::with_space(std::string_view word) {
  std::optional<Mended> best;
  for (std::size_t cut = 2; cut + 2 <= word.size(); cut += 2) {
    const std::string_view left = word.substr(0, cut), right = word.substr(cut);
    if ((static_cast<unsigned char>(right.front()) & 0xC0U) == 0x80U)
      return std::nullopt;  // Letters of one byte: not Cyrillic.
    if (left.size() < kShortestHalf && right.size() < kShortestHalf) continue;
    const std::uint32_t pages = std::min(pages_with(left), pages_with(right));
    if (pages == 0) continue;
    const bool short_half = std::min(left.size(), right.size()) <= kShortestHalf + 2;
    const double dearness = dearness_of(short_half ? 1.4 * kEdit : kEdit, pages);
    if (!best || dearness < best->dearness) best = Mended{std::string(left) + " " + std::string(right), dearness};
  }
  return best;
}

bool SpellingMender::fits_together(std::string_view text, const Word& left, const Word& right) const {
  if (left.end > right.begin || !is_space_only(text.substr(left.end, right.begin - left.end))) return false;
  const bool strange = left.acquaintance <= Acquaintance::kDictionary || right.acquaintance <= Acquaintance::kDictionary;
  return strange && pages_with(left.exact + right.exact) > 0;
}

std::string SpellingMender::mend(std::string_view text, std::vector<Understood>& understood) {
  const std::vector<Word> words = words_in(text);
  std::string mended;
  std::size_t copied = 0, count = 0;
  const auto replace = [&](std::size_t begin, std::size_t end, const char* kind, const std::string& with) {
    mended.append(text.substr(copied, begin - copied)).append(with);
    understood.push_back({kind, std::string(text.substr(begin, end - begin)), with});
    copied = end;
    ++count;
  };
  for (std::size_t i = 0; i < words.size() && count < kMaxMended; ++i) {
    const Word& word = words[i];
    if (i + 1 < words.size() && fits_together(text, word, words[i + 1])) {
      replace(word.begin, words[i + 1].end, "space removed", word.exact + words[i + 1].exact);
      ++i;
      continue;
    }
    if (!word.mendable || !needs_mending(word.acquaintance)) continue;
    const auto near = nearest(word.exact);
    const auto cut = with_space(word.exact);
    if (cut && (!near || cut->dearness < near->dearness)) {
      replace(word.begin, word.end, "space added", cut->text);
    } else if (near) {
      replace(word.begin, word.end, "spelling", near->text);
    }
  }
  return mended.append(text.substr(copied));
}

}  // namespace izvor
