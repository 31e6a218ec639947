#include "indexer/index/act_terms.h"

#include <algorithm>

#include "indexer/extract/acts/act_citations.h"
#include "izvor/index_schema.h"

namespace izvor {
namespace {

/// A page of links to hundreds of acts is about none of them.
constexpr std::size_t kMostCited = 60;
constexpr std::size_t kMostKeyWords = 30;

/// The tokens of [begin, end) of an analysed text.
std::span<const Token> tokens_in(std::span<const Token> tokens, std::size_t begin, std::size_t end) {
  const auto first = std::ranges::find_if(tokens, [&](const Token& token) { return token.begin >= begin; });
  const auto last = std::find_if(first, tokens.end(), [&](const Token& token) { return token.begin >= end; });
  return {first, last};
}

void add_name(std::span<const Token> tokens, std::vector<std::string>& terms) {
  if (const std::string key = act_name_key(tokens); !key.empty()) terms.push_back(act_name_term(key));
}

/// A law is called by its title; an ordinance, too, without the day on which it was made.
void add_title_names(const ExtractedPage& page, std::span<const Token> title, std::vector<std::string>& terms) {
  add_name(title, terms);
  constexpr std::string_view kYearSign = "г. ";
  const std::size_t from = page.title.find(" от ");
  const std::size_t to = page.title.find(kYearSign, from == std::string::npos ? 0 : from);
  if (!page.act->date || from == std::string::npos || to == std::string::npos) return;
  std::string key = act_name_key(tokens_in(title, 0, from));
  const std::string rest = act_name_key(tokens_in(title, to + kYearSign.size(), page.title.size()));
  if (!key.empty() && !rest.empty()) terms.push_back(act_name_term(key + " " + rest));
}

void add_cited(const ExtractedPage& page, std::vector<std::string>& terms) {
  const std::string own = page.act ? original_celex(page.act->celex) : std::string();
  std::vector<std::string> cited;
  const auto add = [&](const std::string& celex) {
    if (!celex.empty() && celex != own && cited.size() < kMostCited && std::ranges::find(cited, celex) == cited.end())
      cited.push_back(celex);
  };
  for (const Link& link : page.links) add(original_celex(celex_of_link(link.url)));
  for (const ActCitation& citation : find_act_citations(page.title + "\n" + page.text, CitedKind::kSaid, 4 * kMostCited))
    for (const std::string& celex : citation.celexes) add(original_celex(celex));
  for (const std::string& celex : cited) terms.push_back(schema::boolean_term(citation_prefix(), celex));
}

}  // namespace

std::string act_name_key(std::span<const Token> tokens) {
  std::string key;
  std::size_t words = 0;
  for (std::size_t i = 0; i < tokens.size() && words < kMostKeyWords; ++i) {
    const bool another_reading = i > 0 && tokens[i - 1].position == tokens[i].position;
    // "относно" and "за" name the subject alike.
    if (another_reading || tokens[i].stop_word || tokens[i].exact == "относно") continue;
    key.append(key.empty() ? "" : " ").append(tokens[i].root);
    ++words;
  }
  return words > 1 ? key : std::string();
}

std::string act_term(std::string_view celex) { return schema::boolean_term(schema::kActPrefix, celex); }
std::string act_name_term(std::string_view key) { return schema::boolean_term(schema::kActPrefix, "=" + std::string(key)); }
std::string citation_prefix() { return std::string(schema::kActPrefix) + ">"; }

std::vector<std::string> act_terms(const ExtractedPage& page, const PageAnalysis& analysis) {
  std::vector<std::string> terms;
  add_cited(page, terms);
  if (!page.act) return terms;
  const Act& act = *page.act;
  const std::span<const Token> title = analysis.title.tokens();
  if (!act.celex.empty()) terms.push_back(act_term(original_celex(act.celex)));
  if (act.celex.starts_with('0')) terms.push_back(act_term(act.celex));
  const std::size_t name = act.short_name.empty() ? std::string::npos : page.title.rfind(act.short_name);
  if (name != std::string::npos) add_name(tokens_in(title, name, name + act.short_name.size()), terms);
  if (act.celex.empty()) add_title_names(page, title, terms);
  return terms;
}

}  // namespace izvor
