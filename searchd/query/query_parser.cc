#include "searchd/query/query_parser.h"

#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

#include "searchd/query/parentheses.h"
#include "searchd/query/query_signs.h"
#include "searchd/query/query_values.h"
#include "searchd/query/utf8_cursor.h"

namespace izvor {
namespace {

constexpr std::array<std::string_view, 2> kOr = {"ИЛИ", "OR"}, kNot = {"НЕ", "NOT"};
/// A prefix of fewer letters would be half the vocabulary.
constexpr std::size_t kShortestPrefix = 3;

std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

class QueryScanner {
 public:
  QueryScanner(std::string_view text, WrittenDates dates, const Parentheses& parentheses)
      : text_(text), dates_(dates), parentheses_(parentheses), end_(text.size()) {}

  ParsedQuery run() {
    while (skip_space()) scan_clause();
    end_chain();
    if (dates_ == WrittenDates::kFilter) take_written_span();
    query_.text = text_;
    return std::move(query_);
  }

 private:
  struct Sign {
    bool excluded = false;
    const SearchField* field = nullptr;

    [[nodiscard]] bool is_title() const { return field != nullptr && field->kind == FieldKind::kTitle; }
    [[nodiscard]] bool is_filter() const { return field != nullptr && field->kind != FieldKind::kTitle; }
  };

  [[nodiscard]] UChar32 at(std::size_t position, std::size_t* next) const {
    const CodePoint point = code_point_at(text_, position);
    *next = point.next;
    return static_cast<UChar32>(point.value);
  }

  bool skip_space() {
    for (std::size_t next = 0; position_ < end_; position_ = next) {
      if (!is_query_space(at(position_, &next))) return true;
      at_border_ = true;
    }
    return false;
  }

  [[nodiscard]] std::size_t end_of_bare(std::size_t begin) const {
    std::size_t next = begin;
    for (std::size_t i = begin; i < end_; i = next)
      if (is_query_space(at(i, &next))) return i;
    return end_;
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
    const auto [field, length] = field_at(i);
    i += length;
    if (!starts_value(i)) return {};
    sign.field = field;
    position_ = i;
    return sign;
  }

  /// The field whose name and colon stand at `begin`, and their length in bytes; null and 0 when there is none.
  [[nodiscard]] std::pair<const SearchField*, std::size_t> field_at(std::size_t begin) const {
    for (const SearchField& field : search_fields()) {
      for (const std::string_view name : {field.bulgarian, field.english, field.parameter}) {
        const std::size_t colon = begin + name.size();
        if (colon < text_.size() && text_[colon] == ':' && same_letters(begin, name)) return {&field, name.size() + 1};
      }
    }
    return {nullptr, 0};
  }

  /// Letter case never changes the length of these names in UTF-8.
  [[nodiscard]] bool same_letters(std::size_t begin, std::string_view lower) const {
    for (std::size_t i = 0; i < lower.size();) {
      std::size_t next = 0;
      std::size_t lower_next = 0;
      const UChar32 c = u_tolower(at(begin + i, &next));
      const CodePoint expected = code_point_at(lower, i);
      lower_next = expected.next;
      if (c != static_cast<UChar32>(expected.value) || next - begin != lower_next) return false;
      i = lower_next;
    }
    return true;
  }

  [[nodiscard]] bool starts_value(std::size_t i) const {
    if (i >= end_) return false;
    std::size_t next = 0;
    const UChar32 c = at(i, &next);
    return u_isalnum(c) || is_opening_quote(c) || parentheses_.closing(i);
  }

  void scan_clause() {
    if (take_word(kOr)) {
      alternative_ = !clauses_->empty();
      or_stood_ = true;
      return;
    }
    joins_filter_ = std::exchange(or_stood_, false) && after_filter_;
    after_filter_ = false;
    const std::size_t begin = position_;
    const bool negated = take_word(kNot) && skip_space();
    if (position_ >= end_) return add_words(text_.substr(begin, end_ - begin), false);
    Sign sign = scan_sign();
    sign.excluded = sign.excluded || negated;
    const bool alternative = std::exchange(alternative_, false);
    if (const auto close = parentheses_.closing(position_)) return scan_group(sign, alternative, begin, *close);
    at_border_ = false;
    const auto quoted = scan_quoted();
    const std::string_view value = quoted ? *quoted : scan_bare();
    if (sign.is_filter()) {
      if (!take_field(*sign.field, value, sign.excluded)) add_words(text_.substr(begin, position_ - begin), alternative);
      return;
    }
    QueryClause clause{.text = value,
                       .field = sign.is_title() ? QueryField::kTitle : QueryField::kAny,
                       .phrase = quoted.has_value(),
                       .excluded = sign.excluded,
                       .alternative = alternative};
    if (!quoted && value.ends_with('*') && letters_in(value) > kShortestPrefix &&
        is_one_word(value.substr(0, value.size() - 1))) {
      clause.text.remove_suffix(1);
      clause.prefix = true;
    }
    if (quoted || sign.excluded || sign.is_title() || clause.prefix) {
      add_clause(std::move(clause));
    } else {
      add_words(value, alternative);
    }
  }

  /// Stands at a parenthesis that closes at `close`; what belongs to it began at `begin`.
  void scan_group(const Sign& sign, bool alternative, std::size_t begin, std::size_t close) {
    const std::size_t open = position_;
    if (sign.is_filter()) return scan_values(sign, alternative, begin, close);
    const std::size_t filters = filters_taken_;
    const bool outside = std::exchange(excluding_, excluding_ || sign.excluded);
    std::vector<QueryClause> members = scan_inside(close);
    excluding_ = outside;
    after_filter_ = after_filter_ && members.empty();
    const bool plain = std::ranges::all_of(members, [](const QueryClause& member) { return is_bare(member); });
    if (plain && !sign.excluded && !sign.is_title() && !alternative && !or_follows()) {
      if (filters == filters_taken_) return add_words(text_.substr(begin, position_ - begin), false);
      std::ranges::move(members, std::back_inserter(*clauses_));
    } else if (!members.empty()) {
      add_clause({.text = text_.substr(open, position_ - open),
                  .field = sign.is_title() ? QueryField::kTitle : QueryField::kAny,
                  .excluded = sign.excluded,
                  .alternative = alternative,
                  .group = std::move(members)});
    }
  }

  /// The clauses to the end of the group; stands after it then.
  std::vector<QueryClause> scan_inside(std::size_t close) {
    std::vector<QueryClause> members;
    std::vector<QueryClause>* const outer = std::exchange(clauses_, &members);
    const std::size_t outer_end = std::exchange(end_, close);
    ++position_;
    at_border_ = true;
    or_stood_ = after_filter_ = joins_filter_;
    while (skip_space()) scan_clause();
    clauses_ = outer;
    end_ = outer_end;
    position_ = close + 1;
    at_border_ = alternative_ = or_stood_ = false;
    return members;
  }

  /// "вид:(новини ИЛИ събития)": each value as if it stood alone.
  void scan_values(const Sign& sign, bool alternative, std::size_t begin, std::size_t close) {
    const std::size_t outer_end = std::exchange(end_, close);
    bool all = true;
    ++position_;
    while (skip_space()) {
      const auto quoted = scan_quoted();
      const std::string_view value = quoted ? *quoted : scan_bare();
      if (std::ranges::find(kOr, value) == kOr.end()) all = take_field(*sign.field, value, sign.excluded) && all;
    }
    end_ = outer_end;
    position_ = close + 1;
    at_border_ = false;
    if (!all) add_words(text_.substr(begin, position_ - begin), alternative);
  }

  [[nodiscard]] bool or_follows() {
    const std::size_t here = position_;
    const bool found = skip_space() && take_word(kOr);
    position_ = here;
    at_border_ = false;
    return found;
  }

  /// Reads one of some words in capitals, when it stands alone and something follows.
  bool take_word(std::span<const std::string_view> words) {
    if (!at_border_) return false;
    for (const std::string_view word : words) {
      const std::size_t end = position_ + word.size();
      if (!text_.substr(position_).starts_with(word) || end >= end_ || text_[end] != ' ') continue;
      if (text_.find_first_not_of(' ', end) >= end_) return false;
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
  bool take_field(const SearchField& field, std::string_view value, bool excluded) {
    excluded = excluded || excluding_;
    if (!joins_filter_) end_chain();
    const bool taken = keep_filter(field, value, excluded);
    filters_taken_ += taken ? std::size_t{1} : 0;
    // Further values of the same field are enough in place of this one, too.
    after_filter_ = joins_filter_ = taken && !excluded;
    return taken;
  }

  /// Filters that ИЛИ joins: of one kind, they are values of it; of several kinds, one kind is enough.
  void end_chain() {
    AskedFilters chain = std::exchange(chain_, {});
    if (chain.kinds() > 1) {
      query_.either.push_back(std::move(chain));
      return;
    }
    move_filters(chain, query_);
  }

  bool keep_filter(const SearchField& field, std::string_view value, bool excluded) {
    // A page without a date would be left out by no span of time.
    if (value.empty() || (excluded && field.kind != FieldKind::kValues)) return false;
    return add_to(field, value, excluded ? query_.excluded : chain_);
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
    for (std::size_t i = inside; i < end_; i = next) {
      if (!closes_quote(opening, at(i, &next))) continue;
      position_ = next;
      return text_.substr(inside, i - inside);
    }
    unclosed = true;
    query_.understood.push_back({"quotes", std::string(text_.substr(position_)), std::string(text_.substr(inside))});
    return std::nullopt;
  }

  [[nodiscard]] static bool is_bare(const QueryClause& clause) {
    return !clause.phrase && !clause.excluded && !clause.prefix && clause.group.empty() && clause.field == QueryField::kAny &&
           !clause.alternative;
  }
  [[nodiscard]] bool in_group() const { return clauses_ != &query_.clauses; }

  /// What ИЛИ joins to a clause that is needed is needed, too: the word before it, as one of two.
  void add_clause(QueryClause clause) {
    if (clause.alternative && !in_group()) need_last_word();
    clauses_->push_back(std::move(clause));
  }

  void need_last_word() {
    QueryClause& last = clauses_->back();
    if (last.prefix) last.phrase = true;
    if (!is_bare(last)) return;
    const std::string_view text = last.text;
    std::size_t space = 0, begin = 0;
    for (std::size_t i = 0, next = 0; i < text.size(); i = next) {
      const CodePoint point = code_point_at(text, i);
      next = point.next;
      if (!is_query_space(static_cast<UChar32>(point.value))) continue;
      space = i;
      begin = next;
    }
    if (begin == 0) {
      last.phrase = true;
      return;
    }
    last.text = text.substr(0, space);
    clauses_->push_back({.text = text.substr(begin), .phrase = true});
  }

  /// Neighbouring words are one text; the views lie in one query, so the clause can grow over the space between.
  void add_words(std::string_view words, bool alternative) {
    if (words.empty()) return;
    if (!clauses_->empty() && !alternative) {
      QueryClause& last = clauses_->back();
      const bool grows = is_bare(last) || (in_group() && last.alternative && !last.phrase && !last.excluded && !last.prefix &&
                                           last.group.empty() && last.field == QueryField::kAny);
      if (grows && last_is_adjacent(last.text, words)) {
        last.text = {last.text.data(), static_cast<std::size_t>(words.data() + words.size() - last.text.data())};
        return;
      }
    }
    const bool joined = alternative && !in_group() && !is_bare(clauses_->back()) && !clauses_->back().excluded;
    if (joined && clauses_->back().prefix) clauses_->back().phrase = true;
    clauses_->push_back({.text = words, .phrase = joined, .alternative = alternative && (joined || in_group())});
  }

  /// Whether only white space stands between: a site taken out of the middle sets words apart.
  [[nodiscard]] bool last_is_adjacent(std::string_view last, std::string_view words) const {
    const auto begin = static_cast<std::size_t>(last.data() + last.size() - text_.data());
    const auto end = static_cast<std::size_t>(words.data() - text_.data());
    std::size_t next = begin;
    for (std::size_t i = begin; i < end; i = next)
      if (!is_query_space(at(i, &next))) return false;
    return true;
  }

  /// „след 1 февруари 2023 г.“ leaves the words and bounds the publication, unless fields already do.
  void take_written_span() {
    if (query_.from || query_.to) return;
    for (std::size_t i = 0; i < query_.clauses.size(); ++i) {
      const QueryClause clause = query_.clauses[i];
      if (clause.phrase || clause.excluded || clause.field != QueryField::kAny || !clause.group.empty()) continue;
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
  const Parentheses& parentheses_;
  std::size_t end_;  ///< Of the group that is read, or of the query.
  std::size_t position_ = 0;
  std::size_t filters_taken_ = 0;
  bool alternative_ = false;   ///< ИЛИ stood before.
  bool excluding_ = false;     ///< Inside a group that is left out, where every filter leaves out.
  bool or_stood_ = false;      ///< The same, also where no clause is yet.
  bool after_filter_ = false;  ///< A filter stood before, and nothing since.
  bool joins_filter_ = false;  ///< What is read is enough in place of the filter before it.
  AskedFilters chain_;         ///< Filters that ИЛИ joins so far.
  bool at_border_ = true;      ///< White space, or nothing, stands before: a sign or a field may begin here.
  bool unclosed_quote_ = false, unclosed_guillemet_ = false;
  ParsedQuery query_;
  std::vector<QueryClause>* clauses_ = &query_.clauses;  ///< Of the group that is read, or of the query.
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
  const Parentheses parentheses(text);
  if (parentheses.depth() > kMaxNesting) {
    return tl::unexpected(SearchError{SearchErrorKind::kBadRequest,
                                      "parentheses are nested " + std::to_string(parentheses.depth()) + " deep; at most " +
                                          std::to_string(kMaxNesting) + " are understood",
                                      "nesting"});
  }
  return QueryScanner(text, dates, parentheses).run();
}

}  // namespace izvor
