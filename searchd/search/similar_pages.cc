#include "searchd/search/similar_pages.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "indexer/index/open_index.h"
#include "izvor/index_schema.h"
#include "izvor/page_facets.h"
#include "izvor/stored_page.h"

namespace izvor {
namespace {

/// So many words say what a page is about; more cost time and find the same pages (searchd/search/README.md).
constexpr std::size_t kMostTerms = 25;
/// A word on more pages than this share tells none from the others.
constexpr double kCommonShare = 0.2;
/// On so few pages no word is common.
constexpr double kFew = 10;
constexpr std::size_t kShortestWord = 6;  ///< Bytes: three Cyrillic letters.

struct TellingTerm {
  std::string term;
  double weight = 0;
};

std::optional<Xapian::docid> document_of(const Xapian::Database& index, const PageId& page) {
  const std::string term = schema::boolean_term(schema::kPagePrefix, page);
  const auto posting = index.postlist_begin(term);
  return posting == index.postlist_end(term) ? std::nullopt : std::optional(*posting);
}

bool is_lemma_of_body(const std::string& term) {
  const auto parts = schema::parts_of(term);
  return parts && parts->field == schema::Field::kBody && parts->grade == schema::Grade::kLemma &&
         parts->word.size() >= kShortestWord;
}

/// The lemmas of the body with the highest tf·idf, the most telling first.
std::vector<TellingTerm> telling_terms(const Xapian::Database& index, Xapian::docid document) {
  const double pages = index.get_doccount();
  std::vector<TellingTerm> terms;
  for (auto term = index.termlist_begin(document); term != index.termlist_end(document); ++term) {
    const double with_term = term.get_termfreq();
    if (with_term < 2 || (with_term > kFew && with_term > kCommonShare * pages)) continue;
    if (!is_lemma_of_body(*term)) continue;
    const double frequency = 1 + std::log(static_cast<double>(term.get_wdf()));
    terms.push_back({*term, frequency * std::log(pages / with_term + 1)});
  }
  const auto heavier = [](const TellingTerm& a, const TellingTerm& b) { return a.weight > b.weight; };
  const std::size_t kept = std::min(kMostTerms, terms.size());
  std::partial_sort(terms.begin(), terms.begin() + static_cast<std::ptrdiff_t>(kept), terms.end(), heavier);
  terms.resize(kept);
  return terms;
}

Xapian::Query query_of(const std::vector<TellingTerm>& terms) {
  std::vector<Xapian::Query> words;
  for (const TellingTerm& term : terms)
    words.push_back(Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(term.term), term.weight));
  return {Xapian::Query::OP_OR, words.begin(), words.end()};
}

SimilarPage shown(const StoredPage& page, double score) {
  return {.id = page.id,
          .url = page.url,
          .title = page.title,
          .language = page.language,
          .type = page.type,
          .published = page.published,
          .score = score};
}

}  // namespace

std::optional<std::vector<SimilarPage>> similar_pages(const Xapian::Database& index, const PageId& page, unsigned limit) {
  const std::optional<Xapian::docid> document = document_of(index, page);
  if (!document) return std::nullopt;
  std::vector<SimilarPage> pages;
  const std::vector<TellingTerm> terms = telling_terms(index, *document);
  if (terms.empty()) return pages;
  Xapian::Query query = query_of(terms);
  const std::string language = decode_page_facets(index.get_document(*document).get_value(schema::kFacets)).language;
  if (!language.empty()) {
    query = {Xapian::Query::OP_FILTER, query, Xapian::Query(schema::boolean_term(schema::kLanguagePrefix, language))};
  }
  query = {Xapian::Query::OP_AND_NOT, query, Xapian::Query(schema::boolean_term(schema::kPagePrefix, page))};
  Xapian::Enquire enquire(index);
  enquire.set_query(query);
  const Xapian::MSet found = enquire.get_mset(0, limit);
  for (auto match = found.begin(); match != found.end(); ++match) {
    const auto stored = stored_page_of(match.get_document());
    if (stored) pages.push_back(shown(*stored, match.get_weight()));
  }
  return pages;
}

}  // namespace izvor
