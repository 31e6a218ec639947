// Any bytes as a question to a real index: understood, searched, shown, suggested; what comes out is sound.
#include "searchd/search/searcher.h"
#include "tests/fuzz/fuzz_check.h"
#include "tests/support/page_index.h"

namespace {

using namespace izvor;

Searcher& searcher() {
  static izvor::testing::PageIndex index;
  static Searcher searcher = [] {
    index.add("a.eu/cables", "Подводни кабели", "Подводните кабели свързват Европа с други части на света.");
    index.add("a.eu/ai", "Изкуствен интелект (ИИ)", "Регламент (ЕС) 2024/1689, чл. 5, ал. 2, влезе в сила на 1 август 2024 г.");
    index.add("b.eu/data", "Цифрови услуги", "Защита на личните данни (ОРЗД) в цифровите услуги и киберсигурност.");
    index.add("b.eu/glued", "Партньорство", "Партньорствотосъс Сингапур беше подписано; data spaces and cloud.");
    return Searcher(index.settings(), izvor::testing::shared_analyzer());
  }();
  return searcher;
}

std::uint32_t utf16_units(std::string_view text) {
  std::uint32_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    units += (byte & 0xC0U) == 0x80U ? 0U : byte >= 0xF0U ? 2U : 1U;
  }
  return units;
}

void check_text(const HighlightedText& shown) {
  fuzz::demand(fuzz::is_utf8(shown.text), "what is shown is UTF-8");
  std::uint32_t end = 0;
  for (const Highlight& highlight : shown.highlights) {
    fuzz::demand(highlight.begin >= end && highlight.begin < highlight.end, "highlights are ascending, apart, and not empty");
    end = highlight.end;
  }
  fuzz::demand(end <= utf16_units(shown.text), "highlights are inside the text");
}

void check_answer(const SearchAnswer& answer) {
  fuzz::demand(answer.understood.size() <= 200, "what is said of a question is bounded");
  for (const Understood& reading : answer.understood) {
    fuzz::demand(!reading.kind.empty(), "each reading has a kind");
    fuzz::demand(fuzz::is_utf8(reading.from) && fuzz::is_utf8(reading.to), "readings are UTF-8");
    fuzz::demand(reading.from.size() + reading.to.size() <= 16 * SearchRequest::kMaxQueryBytes, "and not longer than that");
  }
  fuzz::demand(answer.offers.size() <= 3, "what is offered is bounded");
  for (const Offer& offer : answer.offers) {
    fuzz::demand(fuzz::is_utf8(offer.from) && fuzz::is_utf8(offer.to) && fuzz::is_utf8(offer.query), "offers are UTF-8");
    fuzz::demand(!offer.to.empty() && offer.query.size() <= 8 * SearchRequest::kMaxQueryBytes, "and can be asked");
  }
  fuzz::demand(answer.total >= answer.hits.size(), "the total counts what is shown");
  for (const SearchHit& hit : answer.hits) {
    check_text(hit.title);
    for (const Snippet& snippet : hit.snippets) check_text(snippet.text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  SearchRequest request;
  request.text = fuzz::view(bytes, size);
  for (const bool literally : {false, true}) {
    request.literally = literally;
    const SearchOutcome outcome = searcher().search(request);
    fuzz::demand(outcome || outcome.error().kind == SearchErrorKind::kBadRequest, "a sound index answers or names a bound");
    if (!outcome) return 0;
    check_answer(*outcome);
    fuzz::demand(!literally || !outcome->undoable, "what was searched literally has no way back");
  }
  const SuggestionOutcome suggestions = searcher().suggest(request.text, 5);
  fuzz::demand(suggestions.has_value(), "a sound index suggests");
  for (const Suggestion& suggestion : *suggestions) fuzz::demand(fuzz::is_utf8(suggestion.text), "suggestions are UTF-8");
  return 0;
}
