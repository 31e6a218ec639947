#include "searchd/query/query_plan.h"

#include <algorithm>
#include <span>
#include <unordered_set>
#include <utility>

namespace izvor {
namespace {

/// The words at one place, in one; `tokens` share a position.
QueryWord word_of(std::span<const Token> tokens, std::string_view text) {
  QueryWord word;
  std::uint32_t begin = tokens.front().begin;
  std::uint32_t end = tokens.front().end;
  word.stop_word = true;
  for (const Token& token : tokens) {
    WordForm form{std::string(token.exact), std::string(token.lemma), std::string(token.root)};
    if (std::find(word.forms.begin(), word.forms.end(), form) == word.forms.end()) word.forms.push_back(std::move(form));
    begin = std::min(begin, token.begin);
    end = std::max(end, token.end);
    word.stop_word = word.stop_word && token.stop_word;
  }
  word.text = std::string(text.substr(begin, end - begin));
  return word;
}

std::vector<QueryWord> words_of(std::string_view text, const Analyzer& analyzer, Analysis& analysis) {
  analyzer.analyze(text, analysis);
  const std::span<const Token> tokens = analysis.tokens();
  std::vector<QueryWord> words;
  for (std::size_t i = 0; i < tokens.size();) {
    std::size_t end = i + 1;
    while (end < tokens.size() && tokens[end].position == tokens[i].position) ++end;
    words.push_back(word_of(tokens.subspan(i, end - i), text));
    words.back().place = tokens[i].position;
    i = end;
  }
  return words;
}

std::string key_of(const QueryWord& word) {
  std::string key;
  for (const WordForm& form : word.forms) key.append(form.exact).append(1, '\0').append(form.lemma).append(1, '\0');
  return key;
}

/// Leaves each word once, where it was first typed: a word repeated a hundred times asks for nothing more.
void keep_first_of_each(std::vector<QueryWord>& words) {
  std::unordered_set<std::string> seen;
  std::erase_if(words, [&](const QueryWord& word) { return !seen.insert(key_of(word)).second; });
}

/// At most this many phrases, fields and exclusions of a kind are taken as such: each costs posting lists.
constexpr std::size_t kMaxPhrases = 8;

void add_clause(QueryPlan& plan, const QueryClause& clause, std::vector<QueryWord> words) {
  const bool phrase = clause.phrase || clause.field != QueryField::kAny;
  if (clause.excluded && plan.excluded.size() < kMaxPhrases) {
    plan.excluded.push_back({std::move(words), clause.field});
  } else if (clause.excluded) {
    plan.understood.push_back({"words dropped", std::string(clause.text), ""});
  } else if (phrase && plan.required.size() < kMaxPhrases) {
    plan.required.push_back({std::move(words), clause.field});
  } else {
    const std::uint32_t before = plan.words.empty() ? 0 : plan.words.back().place + 1;
    for (QueryWord& word : words) {
      word.place += before;
      plan.words.push_back(std::move(word));
    }
  }
}

}  // namespace

QueryPlan make_plan(const ParsedQuery& query, const Analyzer& analyzer, Analysis& analysis, Understanding* understanding) {
  QueryPlan plan;
  plan.sites = query.sites;
  plan.excluded_sites = query.excluded_sites;
  plan.understood = query.understood;
  for (const QueryClause& clause : query.clauses) {
    const std::string meant = understanding ? understanding->read(clause.text, plan.understood) : std::string(clause.text);
    plan.reread = plan.reread || meant != clause.text;
    std::vector<QueryWord> words = words_of(meant, analyzer, analysis);
    if (words.empty()) continue;
    add_clause(plan, clause, std::move(words));
  }
  keep_first_of_each(plan.words);
  if (!plan.has_something_to_find() && plan.sites.empty() && !(plan.excluded.empty() && plan.excluded_sites.empty()))
    plan.understood.push_back({"only exclusions", "", ""});
  return plan;
}

}  // namespace izvor
