#include "searchd/understanding/best_bets.h"

#include <algorithm>

#include "crawler/platform/ascii.h"
#include "izvor/url.h"

namespace izvor {
namespace {

std::string lemmas_of_question(std::string_view question, const Analyzer& analyzer, Analysis& analysis) {
  analyzer.analyze(question, analysis);
  std::string lemmas;
  std::uint32_t place = 0;
  for (const Token& token : analysis.tokens()) {
    if (token.position == place) continue;
    place = token.position;
    lemmas.append(token.lemma).append(1, ' ');
  }
  return lemmas;
}

}  // namespace

BestBets::BestBets(std::string_view text, const Analyzer& analyzer) {
  Analysis analysis;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = ascii::trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t equals = line.find('=');  // The first: addresses have their own.
    if (line.starts_with('#') || equals == std::string_view::npos) continue;
    const auto url = Url::parse(std::string(ascii::trim(line.substr(equals + 1))));
    const std::string lemmas = lemmas_of_question(line.substr(0, equals), analyzer, analysis);
    if (url && !lemmas.empty()) pages_[lemmas].push_back(page_id_of(*url));
  }
}

std::vector<PageId> BestBets::pages_for(std::string_view question, const Analyzer& analyzer, Analysis& analysis) const {
  if (pages_.empty()) return {};
  const auto found = pages_.find(lemmas_of_question(question, analyzer, analysis));
  return found == pages_.end() ? std::vector<PageId>() : found->second;
}

}  // namespace izvor
