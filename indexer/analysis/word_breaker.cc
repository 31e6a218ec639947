#include "indexer/analysis/word_breaker.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <stdexcept>

namespace izvor {

struct WordBreaker::Icu {
  UBreakIterator* iterator = nullptr;
  UText text = UTEXT_INITIALIZER;

  Icu() {
    UErrorCode status = U_ZERO_ERROR;
    iterator = ubrk_open(UBRK_WORD, "bg", nullptr, 0, &status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no word rules; install its data (Debian: libicu72)");
  }
  Icu(const Icu&) = delete;
  Icu& operator=(const Icu&) = delete;
  ~Icu() {
    ubrk_close(iterator);
    utext_close(&text);
  }
};

WordBreaker::WordBreaker() : icu_(std::make_unique<Icu>()) {}
WordBreaker::WordBreaker(WordBreaker&&) noexcept = default;
WordBreaker& WordBreaker::operator=(WordBreaker&&) noexcept = default;
WordBreaker::~WordBreaker() = default;

void WordBreaker::find_words(std::string_view text, std::vector<WordSpan>& words) {
  UErrorCode status = U_ZERO_ERROR;
  utext_openUTF8(&icu_->text, text.data(), static_cast<std::int64_t>(text.size()), &status);
  ubrk_setUText(icu_->iterator, &icu_->text, &status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU cannot break a text into words");
  std::int32_t begin = ubrk_first(icu_->iterator);
  for (std::int32_t end = ubrk_next(icu_->iterator); end != UBRK_DONE; end = ubrk_next(icu_->iterator)) {
    if (ubrk_getRuleStatus(icu_->iterator) != UBRK_WORD_NONE) {
      words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
    begin = end;
  }
}

}  // namespace izvor
