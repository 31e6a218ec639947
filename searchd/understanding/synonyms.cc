#include "searchd/understanding/synonyms.h"

#include <algorithm>
#include <utility>

#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

/// A long form that fewer pages give than a third of the commonest one's is somebody else's, or an error.
constexpr std::uint32_t kRarest = 3;
constexpr std::size_t kMostLongForms = 2;

/// One word without a small letter: "ВИТ", "NIS2", also "eIDAS", whose small letters are the fewer.
bool is_acronym(std::string_view text) {
  std::size_t capitals = 0, small = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == ' ') return false;
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    if (byte >= 'A' && byte <= 'Z') ++capitals;
    if (byte >= 'a' && byte <= 'z') ++small;
    if (byte == 0xD0 && next >= 0x90 && next <= 0xAF) ++capitals;
    if ((byte == 0xD0 && next >= 0xB0) || (byte == 0xD1 && next <= 0x8F)) ++small;
  }
  return capitals > small;
}

}  // namespace

std::string Synonyms::key_of(std::string_view expression, const Analyzer& analyzer, Analysis& analysis) const {
  analyzer.analyze(expression, analysis);
  std::string key;
  std::uint32_t place = 0;
  std::size_t words = 0;
  for (const Token& token : analysis.tokens()) {
    if (token.position == place) continue;
    place = token.position;
    ++words;
    key.append(key.empty() ? "" : " ").append(token.lemma);
  }
  if (words == 1 && is_acronym(expression)) return "=" + std::string(analysis.tokens().front().exact);
  return words > kMaxWords ? std::string() : key;
}

void Synonyms::add(std::size_t group, std::string_view text, std::string key) {
  auto& expressions = groups_[group];
  if (key.empty() || std::ranges::find(expressions, key, &Expression::key) != expressions.end()) return;
  groups_of_.emplace(key, group);
  expressions.push_back({std::string(text), std::move(key), group});
}

Synonyms::Synonyms(std::string_view text, std::span<const IntroducedAcronym> introduced, const Analyzer& analyzer) {
  Analysis analysis;
  while (!text.empty()) {
    const std::size_t line_end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, line_end);
    text.remove_prefix(std::min(line_end + 1, text.size()));
    line = ascii::trim(line.substr(0, line.find('#')));
    if (line.find('=') == std::string_view::npos) continue;
    groups_.emplace_back();
    while (!line.empty()) {
      const std::size_t end = std::min(line.find('='), line.size());
      const std::string_view expression = ascii::trim(line.substr(0, end));
      line.remove_prefix(std::min(end + 1, line.size()));
      add(groups_.size() - 1, expression, key_of(expression, analyzer, analysis));
    }
  }
  for (std::size_t i = 0; i < introduced.size();) {
    const std::string& acronym = introduced[i].acronym;
    const std::string key = key_of(acronym, analyzer, analysis);
    const std::uint32_t most = introduced[i].pages;
    groups_.emplace_back();
    add(groups_.size() - 1, acronym, key);
    for (std::size_t taken = 0; i < introduced.size() && introduced[i].acronym == acronym; ++i) {
      if (taken++ >= kMostLongForms || introduced[i].pages * kRarest < most) continue;
      add(groups_.size() - 1, introduced[i].long_form, key_of(introduced[i].long_form, analyzer, analysis));
    }
  }
}

std::vector<std::string> Synonyms::others(const std::string& key) const {
  std::vector<const Expression*> found;
  const auto [begin, end] = groups_of_.equal_range(key);
  for (auto group = begin; group != end; ++group) {
    for (const Expression& expression : groups_[group->second]) {
      const auto same = [&](const Expression* other) { return other->key == expression.key; };
      if (expression.key != key && std::ranges::none_of(found, same)) found.push_back(&expression);
    }
  }
  // Groups come in no order; curated ones were added first.
  std::ranges::stable_sort(found, {}, [](const Expression* expression) { return expression->group; });
  std::vector<std::string> texts;
  for (const Expression* expression : found)
    if (texts.size() < kMaxExpressions) texts.push_back(expression->text);
  return texts;
}

bool Synonyms::has(ComparedWord word) const {
  return (word.maybe_acronym && groups_of_.contains("=" + std::string(word.exact))) ||
         (!word.acronym && groups_of_.contains(std::string(word.lemma)));
}

std::vector<Widening> Synonyms::widen(std::span<const ComparedWord> words) const {
  std::vector<Widening> all;
  for (std::size_t i = 0; i < words.size() && all.size() < kMaxWidenings;) {
    Widening longest;
    std::string key;
    for (std::size_t count = 1; count <= kMaxWords && i + count <= words.size(); ++count) {
      key.append(key.empty() ? "" : " ").append(words[i + count - 1].lemma);
      const bool only_acronym = count == 1 && words[i].acronym;
      auto expressions = only_acronym ? std::vector<std::string>() : others(key);
      if (count == 1 && expressions.empty() && words[i].maybe_acronym) expressions = others("=" + std::string(words[i].exact));
      if (!expressions.empty()) longest = {i, count, std::move(expressions)};
    }
    i += std::max<std::size_t>(longest.count, 1);
    if (longest.count > 0) all.push_back(std::move(longest));
  }
  return all;
}

}  // namespace izvor
