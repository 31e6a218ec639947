#include "indexer/index/page_document.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <xxhash.h>

#include "indexer/index/acronym_terms.h"
#include "indexer/index/byte_codec.h"
#include "indexer/index/near_duplicates.h"
#include "indexer/index/suggestion_terms.h"
#include "izvor/index_schema.h"
#include "izvor/page_facets.h"

namespace izvor {
namespace {

using schema::Field;
using schema::Grade;

/// A heading's place in the text: from its offset to the end of its line.
struct Stretch {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

std::vector<Stretch> heading_stretches(const StoredPage& page) {
  std::vector<Stretch> stretches;
  for (const Heading& heading : page.headings) {
    if (heading.offset >= page.text.size()) continue;
    // "Съображение 26" stands where "(26)" does: the line is no heading. That of «Чл. 5. Всеки…» ends with its number.
    const bool said = page.text.compare(heading.offset, heading.text.size(), heading.text) == 0;
    if (page.type == "legislation" && !said) continue;
    const std::size_t line = std::min(page.text.find('\n', heading.offset), page.text.size());
    const std::size_t end = page.type == "legislation" ? heading.offset + heading.text.size() : line;
    stretches.push_back({heading.offset, static_cast<std::uint32_t>(end)});
  }
  std::sort(stretches.begin(), stretches.end(), [](const Stretch& a, const Stretch& b) { return a.begin < b.begin; });
  return stretches;
}

/// Whether `read` already gave this form at this place: alternatives of one word share its exact form, and often its root.
bool repeated(std::span<const Token> before, const Token& token, std::string_view Token::*form) {
  for (std::size_t i = before.size(); i-- > 0 && before[i].position == token.position;) {
    if (before[i].*form == token.*form) return true;
  }
  return false;
}

/// A word in one field and grade; the view is the analysis's.
struct WordTerm {
  std::string_view word;
  Field field = Field::kBody;
  Grade grade = Grade::kExact;
  bool in_capitals = false;  ///< In place of the grade.
  bool operator==(const WordTerm&) const = default;

  [[nodiscard]] std::string text() const {
    return in_capitals ? schema::term_in_capitals(field, word) : schema::term_for(field, grade, word);
  }
};

struct WordTermHash {
  std::size_t operator()(const WordTerm& term) const {
    const unsigned seed = static_cast<unsigned char>(letter_of(term.field, term.grade));
    return XXH3_64bits_withSeed(term.word.data(), term.word.size(), term.in_capitals ? seed + 256U : seed);
  }
};

/// The words of a page, each with how often it is there: a term is made once for each, however often it occurs.
class TermCounts {
 public:
  explicit TermCounts(std::size_t tokens) { counts_.reserve(tokens * 2); }
  void add(Field field, Grade grade, std::string_view word) { ++counts_[{word, field, grade}]; }
  void add_in_capitals(Field field, std::string_view word) { ++counts_[{word, field, Grade::kExact, true}]; }
  void move_into(Xapian::Document& document) const {
    for (const auto& [term, count] : counts_) document.add_term(term.text(), count);
  }

 private:
  std::unordered_map<WordTerm, Xapian::termcount, WordTermHash> counts_;
};

/// Adds a token's grades, each form once at each place. A root that is spelt like its lemma is said by the lemma.
void add_grades(TermCounts& terms, Field field, std::span<const Token> before, const Token& token) {
  if (!repeated(before, token, &Token::exact)) {
    terms.add(field, Grade::kExact, token.exact);
    if (is_acronym(token.capitals)) terms.add_in_capitals(field, token.exact);
  }
  if (!repeated(before, token, &Token::lemma)) terms.add(field, Grade::kLemma, token.lemma);
  if (token.root != token.lemma && !repeated(before, token, &Token::root)) terms.add(field, Grade::kRoot, token.root);
}

void add_text(TermCounts& terms, Field field, const Analysis& analysis) {
  const std::span<const Token> tokens = analysis.tokens();
  for (std::size_t i = 0; i < tokens.size(); ++i) add_grades(terms, field, tokens.first(i), tokens[i]);
}

/// The body is all that the page says: its title, then its text. A text that begins with the title has it once.
void add_body(TermCounts& terms, const StoredPage& page, const PageAnalysis& analysis) {
  if (!page.text.starts_with(page.title)) add_text(terms, Field::kBody, analysis.title);
  add_text(terms, Field::kBody, analysis.text);
}

void add_headings(TermCounts& terms, const StoredPage& page, const Analysis& text) {
  const std::span<const Token> tokens = text.tokens();
  const std::vector<Stretch> stretches = heading_stretches(page);
  std::size_t stretch = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    while (stretch < stretches.size() && stretches[stretch].end <= tokens[i].begin) ++stretch;
    if (stretch == stretches.size()) return;
    if (tokens[i].begin >= stretches[stretch].begin) add_grades(terms, Field::kHeadings, tokens.first(i), tokens[i]);
  }
}

/// Whether what follows a reference to an act goes on with its full name: "… на Европейския парламент и на Съвета от …".
bool is_named_in_full(std::string_view rest) {
  constexpr std::size_t kFarthest = 400;  // Bytes.
  constexpr std::array<std::string_view, 4> kAdopters = {" на Европейския парламент", " на Съвета", " на Комисията",
                                                         " of the European Parliament"};
  constexpr std::array<std::string_view, 5> kSubjects = {" относно ", " за ", " по отношение на ", " on ", " concerning "};
  if (std::ranges::none_of(kAdopters, [&](std::string_view one) { return rest.starts_with(one); })) return false;
  rest = rest.substr(0, std::min(rest.find('\n'), kFarthest));
  return std::ranges::any_of(kSubjects, [&](std::string_view one) { return rest.find(one) != std::string_view::npos; });
}

/// Acts that the page introduces: its first lines name them, or its first half does in full. Pages that cite an act in passing
/// do it shortly, or at their end.
void add_introduced_acts(TermCounts& terms, const StoredPage& page, const Analysis& text) {
  constexpr std::uint32_t kFirstLines = 400;  // Bytes.
  for (const Token& token : text.tokens()) {
    if (token.kind != TokenKind::kReference || token.exact.front() < '0' || token.exact.front() > '9') continue;
    const std::string_view rest = std::string_view(page.text).substr(token.end);
    const bool in_full = token.begin < page.text.size() / 2 && is_named_in_full(rest);
    if (token.begin < kFirstLines || in_full) add_grades(terms, Field::kHeadings, {}, token);
  }
}

/// "example.eu" of a normalised address.
std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  const std::string_view rest = url.substr(scheme + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
  const std::size_t port = authority.rfind(':');
  const bool has_port = port != std::string_view::npos && authority.find(']', port) == std::string_view::npos;
  return std::string(has_port ? authority.substr(0, port) : authority);
}

std::string year_of(UtcTime time) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
  return std::to_string(static_cast<int>(day.year()));
}

void add_facts(Xapian::Document& document, const StoredPage& page) {
  const std::string host = host_of(page.url);
  document.add_boolean_term(schema::boolean_term(schema::kPagePrefix, page.id));
  document.add_boolean_term(schema::boolean_term(schema::kHostPrefix, host));
  if (!page.type.empty()) document.add_boolean_term(schema::boolean_term(schema::kTypePrefix, page.type));
  for (const std::string& topic : page.topics) document.add_boolean_term(schema::boolean_term(schema::kTopicPrefix, topic));
  if (!page.language.empty()) document.add_boolean_term(schema::boolean_term(schema::kLanguagePrefix, page.language));
  if (page.published) {
    document.add_boolean_term(schema::boolean_term(schema::kYearPrefix, year_of(*page.published)));
    document.add_value(schema::kPublished, sortable_time(*page.published));
  }
  for (const std::string& term : acronym_terms(page.text)) document.add_boolean_term(term);
  if (page.modified) document.add_value(schema::kModified, sortable_time(*page.modified));
  document.add_value(schema::kFetched, sortable_time(page.fetched));
  document.add_value(schema::kFacets, encode(PageFacets{.type = page.type,
                                                        .language = page.language,
                                                        .site = host,
                                                        .year = page.published ? year_of(*page.published) : std::string(),
                                                        .topics = page.topics}));
  if (page.listing) document.add_value(schema::kListing, std::string(schema::kIsListing));
  document.add_value(schema::kValidFrom, sortable_time(page.fetched));
  document.add_value(schema::kWords, encode_words(page));
  const PageSignature signature = signature_of(page);
  document.add_value(schema::kSignature, encode_signature(signature, page.id));
  document.add_value(schema::kGroup, own_group(signature));
}

}  // namespace

std::string sortable_time(UtcTime time) {
  return Xapian::sortable_serialise(static_cast<double>(time.time_since_epoch().count()));
}

void analyze_page(const Analyzer& analyzer, const ExtractedPage& page, PageAnalysis& out) {
  analyzer.analyze(page.text, out.text, page.inline_borders);
  analyzer.analyze(page.title, out.title);
}

std::vector<WordMark> word_marks(const Analysis& text) {
  std::vector<WordMark> marks;
  marks.reserve(text.tokens().size());
  std::span<const Repair> repairs = text.repairs();
  std::uint32_t position = 0;
  for (const Token& token : text.tokens()) {
    while (!repairs.empty() && repairs.front().split < token.begin) repairs = repairs.subspan(1);
    WordMark mark{.begin = token.begin, .end = token.end, .word = word_code(token.root, token.lemma)};
    mark.same_place = token.position == position;
    position = token.position;
    mark.repaired_before = !repairs.empty() && repairs.front().split == token.begin;
    const bool said =
        mark.same_place && marks.back().word == mark.word && marks.back().begin == mark.begin && marks.back().end == mark.end;
    if (!said) marks.push_back(mark);
  }
  return marks;
}

std::string facts_digest_of(const StoredPage& page, const std::vector<std::string>& anchor_terms) {
  std::string facts;
  for (const std::string* text : {&page.description, &page.language, &page.type}) append_string(facts, *text);
  append_varint(facts, page.listing ? 1 : 0);
  append_varint(facts, page.topics.size());
  for (const std::string& topic : page.topics) append_string(facts, topic);
  for (const std::optional<UtcTime>& time : {page.published, page.modified}) {
    append_string(facts, time ? std::to_string(time->time_since_epoch().count()) : std::string());
  }
  for (const Heading& heading : page.headings) {
    append_varint(facts, heading.offset);
    append_string(facts, heading.anchor);
  }
  for (const std::string& term : anchor_terms) append_string(facts, term);
  return text_digest_of({}, facts);
}

StoredPage make_stored_page(const PageVersion& version, const ExtractedPage& page, const PageAnalysis& analysis) {
  StoredPage stored;
  stored.id = version.page;
  stored.sequence = version.sequence;
  stored.url = version.url;
  stored.title = page.title;
  stored.description = page.description;
  stored.language = page.language;
  stored.type = page.type;
  stored.topics = page.topics;
  stored.listing = page.listing;
  if (page.published) stored.published = page.published->time;
  if (page.modified) stored.modified = page.modified->time;
  stored.fetched = version.fetched;
  stored.text_digest = text_digest_of(page.title, page.text);
  stored.headings = page.headings;
  stored.text = page.text;
  for (const WordMark& mark : word_marks(analysis.title))
    stored.title_words.push_back(static_cast<WordCode>(mark.word | (mark.same_place ? kSamePlace : 0)));
  stored.marks = word_marks(analysis.text);
  return stored;
}

Xapian::Document make_document(const StoredPage& stored, const PageAnalysis& analysis,
                               const std::vector<std::string>& anchor_terms) {
  Xapian::Document document;
  TermCounts terms(analysis.text.tokens().size());
  add_body(terms, stored, analysis);
  add_text(terms, Field::kTitle, analysis.title);
  add_headings(terms, stored, analysis.text);
  add_introduced_acts(terms, stored, analysis.text);
  terms.move_into(document);
  add_facts(document, stored);
  for (const std::string& term : suggestion_terms(stored, analysis.text)) document.add_boolean_term(term);
  for (const std::string& term : anchor_terms) document.add_boolean_term(term);
  document.set_data(encode(stored));
  return document;
}

}  // namespace izvor
