#include "indexer/index/suggestion_terms.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "indexer/index/compact_text.h"
#include "indexer/index/page_mentions.h"
#include "indexer/index/repeated_phrases.h"
#include "izvor/index_schema.h"

namespace izvor {
namespace {

constexpr std::size_t kMostHeadings = 40;
constexpr std::size_t kMostRepeated = 5;
constexpr std::size_t kLeastRepeats = 3;
constexpr std::size_t kMostMentions = 5;
constexpr std::size_t kLeastMentions = 1;
/// Below it the page is a form or a table, and its headings are labels.
constexpr double kLeastProse = 0.5;
/// Of a longer title as much is kept as is needed to cut it well; "…" says that it goes on.
constexpr std::size_t kMostTitleBytes = 200;
constexpr std::size_t kMostHeadingBytes = 150;

/// Runs of white space as one space, none at the ends.
std::string with_single_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space) out += c;
    if (space && !out.empty() && out.back() != ' ') out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

void add_term(std::vector<std::string>& terms, SuggestionKind kind, std::string_view phrase) {
  if (phrase.empty()) return;
  std::string term(schema::kSuggestionPrefix);
  term.push_back(static_cast<char>(kind));
  append_compact(term, phrase);
  if (term.size() <= schema::kMaxTermBytes) terms.push_back(std::move(term));
}

void add_title(std::vector<std::string>& terms, std::string_view title) {
  std::string whole = with_single_spaces(title);
  if (whole.size() > kMostTitleBytes) {
    const std::size_t space = whole.rfind(' ', kMostTitleBytes);
    if (space == std::string::npos) return;
    whole.replace(space, std::string::npos, " …");
  }
  add_term(terms, SuggestionKind::kTitle, whole);
}

/// A heading that ends with a colon labels what follows it.
void add_heading(std::vector<std::string>& terms, std::string_view heading) {
  const std::string whole = with_single_spaces(heading);
  if (whole.size() <= kMostHeadingBytes && !whole.ends_with(":") && whole.find(' ') != std::string::npos)
    add_term(terms, SuggestionKind::kHeading, whole);
}

}  // namespace

std::vector<std::string> suggestion_terms(const StoredPage& page, const Analysis& text) {
  std::vector<std::string> terms;
  add_title(terms, page.title);
  const bool labels = share_of_prose(page.text, text) < kLeastProse;
  for (const Heading& heading : std::span(page.headings).first(std::min(page.headings.size(), kMostHeadings)))
    if (!labels || heading.text.ends_with("?")) add_heading(terms, heading.text);
  for (const std::string& phrase : repeated_phrases(page.text, text, kLeastRepeats, kMostRepeated))
    add_term(terms, SuggestionKind::kPhrase, phrase);
  for (const std::string& mention : page_mentions(page.text, text, kLeastMentions, kMostMentions))
    add_term(terms, SuggestionKind::kMention, mention);
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

}  // namespace izvor
