#include "indexer/index/anchor_terms.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <tuple>
#include <utility>

#include "crawler/scope/tracking.h"
#include "indexer/index/compact_text.h"
#include "izvor/index_schema.h"

namespace izvor {
namespace {

using schema::Field;
using schema::Grade;

constexpr std::size_t kMostLinks = 100;
/// A longer text is a sentence or a card, and no name.
constexpr std::size_t kMostTextBytes = 160;
/// Of one target: what is read, and what of it is used.
constexpr std::size_t kMostTextsRead = 1'000;
constexpr std::size_t kMostTexts = 20;
constexpr std::size_t kMostWords = 30;
/// A word does not count more because more pages say it: a menu is on every page of a site.
constexpr Xapian::termcount kMostCount = 3;
/// A PageId as bytes: two hexadecimal digits each.
constexpr std::size_t kTargetBytes = 12;
constexpr std::size_t kTextAt = schema::kAnchorPrefix.size() + kTargetBytes;

unsigned value_of(char digit) { return static_cast<unsigned>(digit <= '9' ? digit - '0' : digit - 'a' + 10); }

std::string term_beginning_for(const PageId& target) {
  std::string term(schema::kAnchorPrefix);
  for (std::size_t i = 0; i + 1 < target.size(); i += 2) {
    term.push_back(static_cast<char>(value_of(target[i]) << 4U | value_of(target[i + 1])));
  }
  return term;
}

bool is_boolean(std::string_view term) { return term.front() >= 'A' && term.front() <= 'Z'; }

bool is_word_of(std::string_view term, Field field, Grade grade) {
  return !is_boolean(term) && term.back() == schema::letter_of(field, grade);
}

bool is_word_of_anchors(std::string_view term) {
  static const char capitals = schema::term_in_capitals(Field::kAnchors, "").back();
  return is_word_of(term, Field::kAnchors, Grade::kRoot) || (!is_boolean(term) && term.back() == capitals);
}

/// The lemmas of title and headings, as the beginnings of their terms.
std::set<std::string> named_lemmas(const Xapian::Document& document) {
  std::set<std::string> lemmas;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    std::string word = *term;
    if (!is_word_of(word, Field::kTitle, Grade::kLemma) && !is_word_of(word, Field::kHeadings, Grade::kLemma)) continue;
    word.pop_back();
    lemmas.insert(std::move(word));
  }
  return lemmas;
}

/// A lemma as the beginning of its terms.
std::string beginning_of(std::string_view lemma) {
  std::string term = schema::term_for(Field::kTitle, Grade::kLemma, lemma);
  term.pop_back();
  return term;
}

}  // namespace

std::vector<std::string> anchor_terms(const PageId& source, const std::vector<Link>& links) {
  std::vector<std::string> terms;
  for (const Link& link : links) {
    if (terms.size() == kMostLinks) break;
    // A NUL would take two bytes of the term.
    if (link.text.empty() || link.text.size() > kMostTextBytes || link.text.find('\0') != std::string::npos) continue;
    // Normalised by whoever read the page: parsing it again says the same.
    const Result<Url> url = Url::parse(link.url);
    if (!url) continue;
    // As the crawler asks for it.
    const PageId target = page_id_of(without_tracking(*url));
    if (target == source) continue;
    std::string term = term_beginning_for(target);
    append_compact(term, link.text);
    if (term.size() <= schema::kMaxTermBytes - kTargetBytes) terms.push_back(std::move(term));
  }
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

PageId anchor_target(std::string_view term) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  PageId page;
  for (const char byte : term.substr(std::min(term.size(), schema::kAnchorPrefix.size()), kTargetBytes)) {
    page.push_back(kDigits[static_cast<unsigned char>(byte) >> 4U]);
    page.push_back(kDigits[static_cast<unsigned char>(byte) & 0x0FU]);
  }
  return page;
}

std::vector<std::string> anchor_terms_of(const Xapian::Document& document) {
  std::vector<std::string> terms;
  auto term = document.termlist_begin();
  if (term != document.termlist_end()) term.skip_to(std::string(schema::kAnchorPrefix));
  for (; term != document.termlist_end() && (*term).starts_with(schema::kAnchorPrefix); ++term) terms.push_back(*term);
  return terms;
}

std::vector<AnchorText> read_anchors(Xapian::TermIterator& term, const Xapian::TermIterator& end) {
  std::vector<AnchorText> anchors;
  const std::string beginning = (*term).substr(0, kTextAt);
  for (; term != end && (*term).starts_with(beginning); ++term) {
    if (anchors.size() == kMostTextsRead) continue;
    AnchorText& anchor = anchors.emplace_back();
    append_expanded(anchor.text, std::string_view(*term).substr(kTextAt));
    anchor.pages = term.get_termfreq();
  }
  std::sort(anchors.begin(), anchors.end(),
            [](const AnchorText& a, const AnchorText& b) { return std::tie(b.pages, a.text) < std::tie(a.pages, b.text); });
  if (anchors.size() > kMostTexts) anchors.resize(kMostTexts);
  return anchors;
}

std::vector<AnchorText> anchors_to(const Xapian::Database& index, const PageId& target) {
  const std::string beginning = term_beginning_for(target);
  auto term = index.allterms_begin(beginning);
  const auto end = index.allterms_end(beginning);
  if (term == end) return {};
  return read_anchors(term, end);
}

AnchorWords anchor_words(const std::vector<AnchorText>& anchors, const Xapian::Document& document, const Analyzer& analyzer,
                         Analysis& analysis) {
  AnchorWords words;
  if (anchors.empty()) return words;
  const std::set<std::string> named = named_lemmas(document);
  for (const AnchorText& anchor : anchors) {
    analyzer.analyze(anchor.text, analysis);
    for (const Token& token : analysis.tokens()) {
      if (token.stop_word || named.contains(beginning_of(token.lemma))) continue;
      const auto add = [&](std::string term) {
        if (words.size() == kMostWords && !words.contains(term)) return;
        Xapian::termcount& count = words[std::move(term)];
        count = std::min<Xapian::termcount>(kMostCount, count + anchor.pages);
      };
      add(schema::term_for(Field::kAnchors, Grade::kRoot, token.root));
      if (is_acronym(token.capitals)) add(schema::term_in_capitals(Field::kAnchors, token.exact));
    }
  }
  return words;
}

AnchorWords anchor_words_of(const Xapian::Document& document) {
  AnchorWords words;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    if (is_word_of_anchors(*term)) words[*term] = term.get_wdf();
  }
  return words;
}

bool set_anchor_words(Xapian::Document& document, const AnchorWords& words) {
  const AnchorWords before = anchor_words_of(document);
  if (before == words) return false;
  for (const auto& [term, count] : before) document.remove_term(term);
  for (const auto& [term, count] : words) document.add_term(term, count);
  return true;
}

}  // namespace izvor
