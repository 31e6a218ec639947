#include "searchd/commands/print_answer.h"

#include <iomanip>
#include <map>
#include <ostream>
#include <string>
#include <string_view>

#include "izvor/utc_time.h"
#include "searchd/query/utf8_cursor.h"
#include "searchd/wording/wording.h"

namespace izvor {
namespace {

constexpr std::string_view kBold = "\033[1m", kHighlight = "\033[1;33m", kDim = "\033[2m", kReset = "\033[0m";

/// Prints text of pages: what could steer a terminal becomes a space.
class TerminalText {
 public:
  TerminalText(std::ostream& out, Colour colour) : out_(out), ansi_(colour == Colour::kAnsi) {}

  void style(std::string_view sequence) {
    if (ansi_) out_ << sequence;
  }

  void plain(std::string_view text) { highlighted({std::string(text), {}}, ""); }

  /// `base` is the style to return to after a highlight.
  void highlighted(const HighlightedText& text, std::string_view base) {
    style(base);
    auto highlight = text.highlights.begin();
    std::uint32_t unit = 0;
    bool open = false;
    for (std::size_t i = 0; i < text.text.size();) {
      const CodePoint point = code_point_at(text.text, i);
      if (open && unit >= highlight->end) {
        close(base);
        open = false;
        ++highlight;
      }
      if (!open && highlight != text.highlights.end() && unit >= highlight->begin) {
        style(kHighlight);
        open = true;
      }
      put(std::string_view(text.text).substr(i, point.next - i), point.value);
      unit += point.value > 0xFFFF ? 2 : 1;
      i = point.next;
    }
    if (open || !base.empty()) style(kReset);
  }

 private:
  void close(std::string_view base) {
    style(kReset);
    style(base);
  }
  void put(std::string_view character, char32_t value) {
    // C0 and C1 controls, and the marks that turn the direction of writing.
    const bool control = value < 0x20 || (value >= 0x7F && value < 0xA0) || (value >= 0x202A && value <= 0x202E) ||
                         (value >= 0x2066 && value <= 0x2069);
    out_ << (control ? std::string_view(" ") : character);
  }

  std::ostream& out_;
  bool ansi_;
};

constexpr Language kTerminalLanguage = Language::kBulgarian;

std::string_view name_of(std::string_view kind) {
  static const std::map<std::string_view, const Sentence*> names = {{"words dropped", &sentence("cli_words_dropped")},
                                                                    {"quotes", &sentence("cli_quotes")},
                                                                    {"phrase as words", &sentence("cli_phrase_as_words")},
                                                                    {"only exclusions", &sentence("cli_only_exclusions")},
                                                                    {"latin letters", &sentence("cli_latin_letters")},
                                                                    {"keyboard layout", &sentence("cli_keyboard_layout")},
                                                                    {"spelling", &sentence("cli_mended")},
                                                                    {"dates", &sentence("cli_dates")},
                                                                    {"synonym", &sentence("cli_synonym")},
                                                                    {"space added", &sentence("cli_mended")},
                                                                    {"compound", &sentence("cli_synonym")}};
  const auto found = names.find(kind);
  return found == names.end() ? kind : found->second->in(kTerminalLanguage);
}

void print_hit(const SearchHit& hit, unsigned number, TerminalText& text, std::ostream& out) {
  out << number << ". ";
  text.highlighted(hit.title, kBold);
  out << "\n   ";
  const auto& date = hit.published ? hit.published : hit.modified;
  if (date) out << format_rfc3339(*date).substr(0, 10) << " · ";
  text.plain(hit.url);
  out << '\n';
  for (const Snippet& snippet : hit.snippets) {
    out << "   ";
    text.highlighted(snippet.text, "");
    out << '\n';
  }
  for (const ScorePart& part : hit.explanation) {
    out << std::setw(10) << std::fixed << std::setprecision(3) << part.value << "  ";
    text.plain(part.name);
    out << '\n';
  }
  if (!hit.why.empty()) {
    out << "   ";
    text.highlighted({"(" + hit.why + ")", {}}, kDim);
    out << '\n';
  }
  out << '\n';
}

}  // namespace

void print_answer(const SearchAnswer& answer, unsigned first, Colour colour, std::ostream& out) {
  TerminalText text(out, colour);
  if (answer.stages) out << answer.stages->parsed << answer.stages->understood << answer.stages->compiled << '\n';
  for (const SearchHit& hit : answer.hits) print_hit(hit, first++, text, out);
}

void print_summary(const SearchAnswer& answer, std::uint64_t shown, unsigned page, std::ostream& out) {
  TerminalText words(out, Colour::kPlain);
  for (const Understood& reading : answer.understood) {
    out << (reading.widened ? sentence("cli_synonym").in(kTerminalLanguage) : name_of(reading.kind)) << (reading.from.empty() ? "" : ": ");
    words.plain(reading.from);
    if (!reading.to.empty()) {
      out << " → ";
      words.plain(reading.to);
    }
    out << '\n';
  }
  for (const Offer& offer : answer.offers) {
    out << sentence("cli_offer").in(kTerminalLanguage) << ' ';
    words.plain(offer.query);
    out << '\n';
  }
  const Sentence& found = answer.total_exact ? sentence("cli_found") : sentence("cli_found_about");
  out << say(kTerminalLanguage, found, {{"count", std::to_string(answer.total)}});
  if (!answer.hits.empty() && answer.total > shown)
    out << say(kTerminalLanguage, sentence("cli_more"), {{"page", std::to_string(page + 1)}});
  out << '\n';
}

}  // namespace izvor
