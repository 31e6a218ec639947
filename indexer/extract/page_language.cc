#include "indexer/extract/page_language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "crawler/html/ascii.h"

namespace izvor {
namespace {

/// Enough to be sure; the rest of a long page costs time and adds nothing.
constexpr std::size_t kSampleBytes = 6'000;
constexpr int kMinTextBytes = 60;

std::string_view sample_of(std::string_view text) {
  std::size_t end = std::min(text.size(), kSampleBytes);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
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
  const std::string_view sample = sample_of(text);
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
