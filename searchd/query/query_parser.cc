#include "searchd/query/query_parser.h"

#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "izvor/url.h"
#include "searchd/query/query_values.h"
#include "searchd/query/utf8_cursor.h"

namespace izvor {
namespace {

constexpr UChar32 kLowQuote = 0x201E;    // „
constexpr UChar32 kLeftQuote = 0x201C;   // “
constexpr UChar32 kRightQuote = 0x201D;  // ”
constexpr UChar32 kLeftGuillemet = 0x00AB, kRightGuillemet = 0x00BB;

bool is_opening_quote(UChar32 c) {
  return c == '"' || c == kLowQuote || c == kLeftQuote || c == kRightQuote || c == kLeftGuillemet;
}

bool closes(UChar32 opening, UChar32 c) {
  if (opening == kLeftGuillemet) return c == kRightGuillemet;
  return c == '"' || c == kLeftQuote || c == kRightQuote;
}

bool is_space(UChar32 c) { return u_isUWhiteSpace(c) || u_iscntrl(c) || c == 0x200B; }

enum class FieldName { kTitle, kSite, kType, kTopic, kLanguage, kFrom, kTo };
using NamedField = std::pair<std::string_view, FieldName>;
constexpr std::array kFieldNames = std::to_array<NamedField>({{"заглавие", FieldName::kTitle},
                                                              {"title", FieldName::kTitle},
                                                              {"сайт", FieldName::kSite},
                                                              {"site", FieldName::kSite},
                                                              {"вид", FieldName::kType},
                                                              {"type", FieldName::kType},
                                                              {"тема", FieldName::kTopic},
                                                              {"topic", FieldName::kTopic},
                                                              {"език", FieldName::kLanguage},
                                                              {"lang", FieldName::kLanguage},
                                                              {"от", FieldName::kFrom},
                                                              {"from", FieldName::kFrom},
                                                              {"до", FieldName::kTo},
                                                              {"to", FieldName::kTo}});
constexpr std::array<std::string_view, 2> kOr = {"ИЛИ", "OR"}, kNot = {"НЕ", "NOT"};
/// A prefix of fewer letters would be half the vocabulary.
constexpr std::size_t kShortestPrefix = 3;

std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// The host that a person means by "сайт:Example.EU" or "сайт:https://example.eu/bg", or nothing.
std::optional<std::string> host_of(std::string_view value) {
  const bool absolute = value.find("://") != std::string_view::npos;
  const auto url = Url::parse(absolute ? std::string(value) : "https://" + std::string(value));
  if (!url || url->host().empty()) return std::nullopt;
  return std::string(url->host());
}

class QueryScanner {
 public:
  explicit QueryScanner(std::string_view text, WrittenDates dates = WrittenDates::kFilter) : text_(text), dates_(dates) {}

  ParsedQuery run() {
    while (skip_space()) scan_clause();
    if (dates_ == WrittenDates::kFilter) take_written_span();
    return std::move(query_);
  }

 private:
  struct Sign {
    bool excluded = false;
    std::optional<FieldName> field;
  };

  [[nodiscard]] UChar32 at(std::size_t position, std::size_t* next) const {
    const CodePoint point = code_point_at(text_, position);
    *next = point.next;
    return static_cast<UChar32>(point.value);
  }

  bool skip_space() {
    for (std::size_t next = 0; position_ < text_.size(); position_ = next) {
      if (!is_space(at(position_, &next))) return true;
      at_border_ = true;
    }
    return false;
  }

  [[nodiscard]] std::size_t end_of_bare(std::size_t begin) const {
    std::size_t next = begin;
    for (std::size_t i = begin; i < text_.size(); i = next)
      if (is_space(at(i, &next))) return i;
    return text_.size();
  }

  /// Reads "-" and "field:" and stands after them; only where a value follows, else it stays.
  Sign scan_sign() {
    Sign sign;
    if (!at_border_) return sign;
    std::size_t i = position_;
    if (text_[i] == '-') {
      sign.excluded = true;
      ++i;
    }
    const auto field = field_at(i);
    if (field) i += field->second;
    if (!starts_value(i)) return {};
    if (field) sign.field = field->first;
    position_ = i;
    return sign;
  }

  /// The field whose name and colon stand at `begin`, and their length in bytes.
  [[nodiscard]] std::optional<std::pair<FieldName, std::size_t>> field_at(std::size_t begin) const {
    for (const auto& [name, field] : kFieldNames) {
      const std::size_t colon = begin + name.size();
      if (colon < text_.size() && text_[colon] == ':' && same_letters(begin, name)) return std::pair(field, name.size() + 1);
    }
    return std::nullopt;
  }

  /// Letter case never changes the length of these names in UTF-8.
  [[nodiscard]] bool same_letters(std::size_t begin, std::string_view lower) const {
    for (std::size_t i = 0; i < lower.size();) {
      std::size_t next = 0;
      std::size_t lower_next = 0;
      const UChar32 c = u_tolower(at(begin + i, &next));
      const QueryScanner expected(lower);
      if (c != expected.at(i, &lower_next) || next - begin != lower_next) return false;
      i = lower_next;
    }
    return true;
  }

  [[nodiscard]] bool starts_value(std::size_t i) const {
    if (i >= text_.size()) return false;
    std::size_t next = 0;
    const UChar32 c = at(i, &next);
    return u_isalnum(c) || is_opening_quote(c);
  }

  void scan_clause() {
    if (take_word(kOr)) {
      alternative_ = !query_.clauses.empty();
      return;
    }
    const std::size_t begin = position_;
    const bool negated = take_word(kNot) && skip_space();
    if (position_ >= text_.size()) return add_words(text_.substr(begin));
    Sign sign = scan_sign();
    sign.excluded = sign.excluded || negated;
    const bool alternative = std::exchange(alternative_, false);
    at_border_ = false;
    const auto quoted = scan_quoted();
    const std::string_view value = quoted ? *quoted : scan_bare();
    if (sign.field && *sign.field != FieldName::kTitle) {
      if (!take_field(*sign.field, value, sign.excluded)) add_words(text_.substr(begin, position_ - begin));
      return;
    }
    QueryClause clause{value,      sign.field ? QueryField::kTitle : QueryField::kAny, quoted.has_value(), sign.excluded, false,
                       alternative};
    if (!quoted && value.ends_with('*') && letters_in(value) > kShortestPrefix &&
        is_one_word(value.substr(0, value.size() - 1))) {
      clause.text.remove_suffix(1);
      clause.prefix = true;
    }
    if (quoted || sign.excluded || sign.field || clause.prefix) {
      query_.clauses.push_back(clause);
    } else {
      add_words(value);
    }
  }

  /// Reads one of some words in capitals, when it stands alone and something follows.
  bool take_word(std::span<const std::string_view> words) {
    if (!at_border_) return false;
    for (const std::string_view word : words) {
      const std::size_t end = position_ + word.size();
      if (!text_.substr(position_).starts_with(word) || end >= text_.size() || text_[end] != ' ') continue;
      if (text_.find_first_not_of(' ', end) == std::string_view::npos) return false;
      position_ = end;
      return true;
    }
    return false;
  }

  std::string_view scan_bare() {
    const std::size_t begin = std::exchange(position_, end_of_bare(position_));
    return text_.substr(begin, position_ - begin);
  }

  [[nodiscard]] bool is_one_word(std::string_view word) const {
    std::size_t next = 0;
    const auto begin = static_cast<std::size_t>(word.data() - text_.data());
    for (std::size_t i = begin; i < begin + word.size(); i = next)
      if (!u_isalnum(at(i, &next))) return false;
    return !word.empty();
  }

  /// What is asked of a page beside its words. False: the value is none of this field's, and so is words.
  bool take_field(FieldName field, std::string_view value, bool excluded) {
    if (field == FieldName::kSite) {
      auto host = host_of(value);
      if (host) (excluded ? query_.excluded_sites : query_.sites).push_back(std::move(*host));
      return host.has_value();
    }
    if (field == FieldName::kType) {
      auto type = type_of(value);
      if (type) (excluded ? query_.excluded_types : query_.types).push_back(std::move(*type));
      return type.has_value();
    }
    if (excluded || value.empty()) return false;
    if (field == FieldName::kFrom || field == FieldName::kTo) {
      const auto span = span_of(value);
      if (span && field == FieldName::kFrom) query_.from = span->begin;
      if (span && field == FieldName::kTo) query_.to = span->end;
      return span.has_value();
    }
    (field == FieldName::kTopic ? query_.topics : query_.languages).emplace_back(value);
    return true;
  }

  /// The text between quotes, when the quote here is closed somewhere.
  std::optional<std::string_view> scan_quoted() {
    std::size_t inside = 0;
    const UChar32 opening = at(position_, &inside);
    if (!is_opening_quote(opening)) return std::nullopt;
    // Once no quote closes, none further on closes either: a hostile text of quotes stays linear.
    bool& unclosed = opening == kLeftGuillemet ? unclosed_guillemet_ : unclosed_quote_;
    if (unclosed) return std::nullopt;
    std::size_t next = inside;
    for (std::size_t i = inside; i < text_.size(); i = next) {
      if (!closes(opening, at(i, &next))) continue;
      position_ = next;
      return text_.substr(inside, i - inside);
    }
    unclosed = true;
    query_.understood.push_back({"quotes", std::string(text_.substr(position_)), std::string(text_.substr(inside))});
    return std::nullopt;
  }

  /// Neighbouring words are one text; the views lie in one query, so the clause can grow over the space between.
  void add_words(std::string_view words) {
    if (words.empty()) return;
    if (!query_.clauses.empty()) {
      QueryClause& last = query_.clauses.back();
      const bool bare = !last.phrase && !last.excluded && !last.prefix && last.field == QueryField::kAny;
      if (bare && last_is_adjacent(last.text, words)) {
        last.text = {last.text.data(), static_cast<std::size_t>(words.data() + words.size() - last.text.data())};
        return;
      }
    }
    query_.clauses.push_back({.text = words});
  }

  /// Whether only white space stands between: a site taken out of the middle sets words apart.
  [[nodiscard]] bool last_is_adjacent(std::string_view last, std::string_view words) const {
    const auto begin = static_cast<std::size_t>(last.data() + last.size() - text_.data());
    const auto end = static_cast<std::size_t>(words.data() - text_.data());
    std::size_t next = begin;
    for (std::size_t i = begin; i < end; i = next)
      if (!is_space(at(i, &next))) return false;
    return true;
  }

  /// „след 1 февруари 2023 г.“ leaves the words and bounds the publication, unless fields already do.
  void take_written_span() {
    if (query_.from || query_.to) return;
    for (std::size_t i = 0; i < query_.clauses.size(); ++i) {
      const QueryClause clause = query_.clauses[i];
      if (clause.phrase || clause.excluded || clause.field != QueryField::kAny) continue;
      const auto span = find_written_span(clause.text);
      if (!span) continue;
      query_.from = span->from;
      query_.to = span->to;
      query_.dates_in_words = true;
      QueryClause before = clause, after = clause;
      before.text = clause.text.substr(0, span->begin);
      after.text = clause.text.substr(span->end);
      query_.clauses[i] = before;
      query_.clauses.insert(query_.clauses.begin() + static_cast<std::ptrdiff_t>(i) + 1, after);
      query_.understood.push_back({"dates", std::string(clause.text.substr(span->begin, span->end - span->begin)), ""});
      return;
    }
  }

  std::string_view text_;
  WrittenDates dates_;
  std::size_t position_ = 0;
  bool alternative_ = false;  ///< ИЛИ stood before.
  bool at_border_ = true;     ///< White space, or nothing, stands before: a sign or a field may begin here.
  bool unclosed_quote_ = false, unclosed_guillemet_ = false;
  ParsedQuery query_;
};

bool is_utf8(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t length = 0;
  u_strFromUTF8(nullptr, 0, &length, text.data(), static_cast<std::int32_t>(text.size()), &status);
  return U_SUCCESS(status) || status == U_BUFFER_OVERFLOW_ERROR;  // Overflow: only the length was asked for.
}

}  // namespace

tl::expected<ParsedQuery, SearchError> parse_query(std::string_view text, WrittenDates dates) {
  if (text.size() > SearchRequest::kMaxQueryBytes) {
    return tl::unexpected(SearchError{SearchErrorKind::kBadRequest,
                                      "the query has " + std::to_string(text.size()) + " bytes; at most " +
                                          std::to_string(SearchRequest::kMaxQueryBytes) + " are searched",
                                      "query bytes"});
  }
  if (!is_utf8(text)) return tl::unexpected(SearchError{SearchErrorKind::kBadRequest, "the query is not valid UTF-8", ""});
  return QueryScanner(text, dates).run();
}

}  // namespace izvor
