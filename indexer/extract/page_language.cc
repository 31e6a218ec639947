#include "indexer/extract/page_language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>

#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

/// Enough to be sure; the rest of a long page costs time and adds nothing. From several places, because a page may begin with
/// words that were left untranslated.
constexpr std::size_t kSamples = 3;
constexpr std::size_t kSampleBytes = 800;
constexpr int kMinTextBytes = 60;

std::size_t character_border(std::string_view text, std::size_t at) {
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  return at;
}

/// The beginning, the middle and the end; the whole of a short text.
std::string sample_of(std::string_view text) {
  if (text.size() <= kSamples * kSampleBytes) return std::string(text);
  std::string sample;
  const std::size_t step = (text.size() - kSampleBytes) / (kSamples - 1);
  for (std::size_t i = 0; i < kSamples; ++i) {
    const std::size_t begin = character_border(text, i * step);
    const std::size_t end = character_border(text, std::min(text.size(), begin + kSampleBytes));
    sample.append(text.substr(begin, end - begin)).append(1, '\n');
  }
  return sample;
}

}  // namespace

std::string primary_language(std::string_view tag) {
  tag = ascii::trim(tag);
  const std::string_view primary = tag.substr(0, tag.find_first_of("-_"));
  if (primary.size() < 2 || primary.size() > 3) return {};
  for (const char c : primary) {
    if (!ascii::is_alpha(c)) return {};
  }
  return ascii::lower(primary);
}

std::string detect_language(std::string_view text, std::string_view declared) {
  const std::string sample = sample_of(text);
  std::string hint(declared);
  const CLD2::CLDHints hints{hint.empty() ? nullptr : hint.c_str(), nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int text_bytes = 0;
  bool reliable = false;
  const CLD2::Language found = CLD2::ExtDetectLanguageSummary(sample.data(), static_cast<int>(sample.size()), true, &hints, 0,
                                                              languages, percents, scores, nullptr, &text_bytes, &reliable);
  if (!reliable || text_bytes < kMinTextBytes || found == CLD2::UNKNOWN_LANGUAGE || found == CLD2::TG_UNKNOWN_LANGUAGE)
    return hint;
  return primary_language(CLD2::LanguageCode(found));
}

}  // namespace izvor
