#include "searchd/query/query_plan.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <unordered_set>
#include <utility>

#include "indexer/analysis/token_patterns.h"
#include "searchd/query/query_values.h"

namespace izvor {
namespace {

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
constexpr std::size_t kMaxGroupWords = 32;
constexpr std::size_t kDaysInMonth = 31;
/// A day of the month that was asked for says less than the month itself.
constexpr double kDayOfMonth = 0.4;
/// A compound that is written otherwise is the same word: it counts more than a page that has one of its parts.
constexpr double kCompound = 1.5;
constexpr double kPartOfCompound = 0.3;

/// More are no help.
constexpr std::size_t kMaxOffers = 3;

/// Distinct words (by lemma) that a prefix may stand for: beyond, the bound is named.
constexpr std::size_t kMaxExpansions = 100;

bool is_address(std::string_view text) {
  const std::size_t length = patterns::address_length(text);
  return length > 0 && text.find_first_not_of("/.,;!? ", length) == std::string_view::npos;
}

/// The words of the clauses, and what else they may be called.
class PlanBuilder {
 public:
  PlanBuilder(std::string_view text, const Analyzer& analyzer, Analysis& analysis, Understanding& understanding)
      : text_(text), analyzer_(analyzer), analysis_(analysis), understanding_(understanding) {}

  void add(const QueryClause& clause);
  QueryPlan plan;

 private:
  [[nodiscard]] std::vector<QueryWord> words_of_clause(const QueryClause& clause);
  void add_offers(const QueryClause& clause, const ClauseReading& meant);
  [[nodiscard]] QueryWord prefix_word(std::string_view prefix);
  void add_needed(bool alternative, QueryPhrase phrase);
  void add_group(const QueryClause& clause);
  [[nodiscard]] std::optional<QueryPhrase> group_of(const QueryClause& clause, QueryField field, bool any_form);
  void add_members(const QueryClause& member, QueryField field, bool any_form, QueryPhrase& all);
  [[nodiscard]] bool spend(const QueryClause& clause, std::size_t words);
  void add_bare(std::vector<QueryWord> words);
  void widen(std::vector<QueryWord>& words);
  void widen_by_parts(const std::vector<QueryWord>& words);
  void widen_months(const std::vector<QueryWord>& words);

  std::string_view text_;  ///< The whole query.
  const Analyzer& analyzer_;
  Analysis& analysis_;
  Understanding& understanding_;
  std::size_t group_words_ = 0;
};

std::vector<QueryWord> PlanBuilder::words_of_clause(const QueryClause& clause) {
  if (clause.prefix) {
    QueryWord word = prefix_word(clause.text);
    return word.forms.empty() ? std::vector<QueryWord>() : std::vector{std::move(word)};
  }
  // An address is typed in no other alphabet, and misspelt in no language.
  const ClauseReading meant =
      is_address(clause.text) ? ClauseReading{std::string(clause.text), {}, {}} : understanding_.read(clause.text);
  plan.reread = plan.reread || meant.text != clause.text;
  plan.understood.insert(plan.understood.end(), meant.understood.begin(), meant.understood.end());
  add_offers(clause, meant);
  std::vector<QueryWord> words = query_words(meant.text, analyzer_, analysis_, understanding_);
  for (const QueryWord& word : words) plan.best_bets.insert(plan.best_bets.end(), word.leads_to.begin(), word.leads_to.end());
  return words;
}

/// Each with the whole query, so that it can be asked as it is.
void PlanBuilder::add_offers(const QueryClause& clause, const ClauseReading& meant) {
  const auto begin = static_cast<std::size_t>(clause.text.data() - text_.data());
  for (const OfferedReading& offered : meant.offers) {
    if (plan.offers.size() == kMaxOffers) return;
    std::string query(text_.substr(0, begin));
    query.append(with_edits(clause.text, offered.edits)).append(text_.substr(begin + clause.text.size()));
    plan.offers.push_back({offered.kind, offered.from, offered.to, std::move(query)});
  }
}

QueryWord PlanBuilder::prefix_word(std::string_view prefix) {
  std::string known;
  for (const std::string& word : understanding_.words_beginning_with(lower_case(prefix))) known.append(word).append(1, ' ');
  QueryWord all;
  all.text = std::string(prefix) + "*";
  std::unordered_set<std::string> lemmas;
  for (const QueryWord& word : query_words(known, analyzer_, analysis_, understanding_))
    for (const WordForm& form : word.forms)
      if (lemmas.insert(form.lemma).second) all.forms.push_back(form);
  if (all.forms.empty()) all = query_words(prefix, analyzer_, analysis_, understanding_).front();
  if (lemmas.size() > kMaxExpansions)
    plan.refused = SearchError{SearchErrorKind::kBadRequest,
                               "\"" + std::string(prefix) + "*\" stands for more than " + std::to_string(kMaxExpansions) +
                                   " words; give it more letters",
                               "prefix expansions"};
  return all;
}

void PlanBuilder::add(const QueryClause& clause) {
  if (!clause.group.empty()) return add_group(clause);
  std::vector<QueryWord> words = words_of_clause(clause);
  if (words.empty()) return;
  const bool phrase = clause.phrase || clause.field != QueryField::kAny;
  if (clause.excluded && plan.excluded.size() < kMaxPhrases) {
    plan.excluded.push_back({std::move(words), clause.field});
  } else if (clause.excluded) {
    plan.understood.push_back({"words dropped", std::string(clause.text), ""});
  } else if (phrase && plan.required.size() < kMaxPhrases) {
    add_needed(clause.alternative, {std::move(words), clause.field});
  } else {
    add_bare(std::move(words));
  }
}

void PlanBuilder::add_needed(bool alternative, QueryPhrase phrase) {
  if (!alternative || plan.required.empty() || plan.required.back().alternatives.size() == kMaxPhrases) {
    plan.required.push_back(std::move(phrase));
    return;
  }
  plan.required.back().alternatives.push_back(std::move(phrase));
}

void PlanBuilder::add_group(const QueryClause& clause) {
  // What is left out is left out in its own forms only, as single words are.
  auto group = group_of(clause, clause.field, !clause.excluded);
  std::vector<QueryPhrase>& list = clause.excluded ? plan.excluded : plan.required;
  if (!group || (!clause.alternative && list.size() >= kMaxPhrases)) {
    plan.understood.push_back({"words dropped", std::string(clause.text), ""});
  } else if (clause.excluded) {
    list.push_back(std::move(*group));
  } else {
    add_needed(clause.alternative, std::move(*group));
  }
}

/// Each of the group's alternatives as one conjunction, the first of them with the others beside it. Nothing when there is no
/// word to be found in it.
std::optional<QueryPhrase> PlanBuilder::group_of(const QueryClause& clause, QueryField field, bool any_form) {
  std::vector<QueryPhrase> ways;
  for (const QueryClause& member : clause.group) {
    if (ways.empty() || member.alternative) ways.emplace_back();
    add_members(member, field, any_form, ways.back());
  }
  std::erase_if(ways, [](const QueryPhrase& way) { return way.also.empty(); });
  if (ways.empty()) return std::nullopt;
  QueryPhrase group = std::move(ways.front());
  group.alternatives.assign(std::make_move_iterator(ways.begin() + 1), std::make_move_iterator(ways.end()));
  return group;
}

/// What one clause of a group adds to its conjunction: each of its words, its phrase, its own group.
void PlanBuilder::add_members(const QueryClause& member, QueryField field, bool any_form, QueryPhrase& all) {
  const QueryField in = member.field == QueryField::kAny ? field : member.field;
  std::vector<QueryPhrase>& list = member.excluded ? all.without : all.also;
  if (!member.group.empty()) {
    if (auto group = group_of(member, in, any_form && !member.excluded)) list.push_back(std::move(*group));
    return;
  }
  std::vector<QueryWord> words = words_of_clause(member);
  if (words.empty() || !spend(member, words.size())) return;
  if (member.phrase || member.excluded) {
    list.push_back({std::move(words), in});
    return;
  }
  for (QueryWord& word : words) {
    // Beside others, a word like "и" is no condition.
    if (word.stop_word && words.size() > 1) continue;
    list.push_back({.words = {std::move(word)}, .field = in, .any_form = any_form});
  }
}

/// Groups have at most kMaxGroupWords words together: each costs posting lists.
bool PlanBuilder::spend(const QueryClause& clause, std::size_t words) {
  group_words_ += words;
  if (group_words_ <= kMaxGroupWords) return true;
  plan.understood.push_back({"words dropped", std::string(clause.text), ""});
  return false;
}

void PlanBuilder::add_bare(std::vector<QueryWord> words) {
  const std::uint32_t before = plan.words.empty() ? 0 : plan.words.back().place + 1;
  for (QueryWord& word : words) word.place += before;
  widen(words);
  widen_by_parts(words);
  widen_months(words);
  std::move(words.begin(), words.end(), std::back_inserter(plan.words));
}

/// „кибер-сигурност“ is its two words; that they are one word, too, is said once, over the places of both.
void leave_to_widening(std::vector<QueryWord>& words, const Widening& compound) {
  std::vector<WordForm>& forms = words[compound.first].forms;
  const std::string joined = forms.front().exact + words[compound.first + 1].forms.front().exact;
  std::erase_if(forms, [&](const WordForm& form) { return form.exact == joined; });
}

void PlanBuilder::widen(std::vector<QueryWord>& words) {
  std::vector<ComparedWord> compared;
  for (const QueryWord& word : words) {
    const WordForm& form = word.forms.front();
    compared.push_back({form.exact, form.lemma, form.in_capitals, word.maybe_acronym});
  }
  for (const Widening& widening : understanding_.widen(compared)) {
    const QueryWord& first = words[widening.first];
    const QueryWord& last = words[widening.first + widening.count - 1];
    const bool compound = widening.kind == "compound";
    QueryWidening made{first.place, last.place, {}, compound ? kCompound : 1, false, compound};
    std::string typed, to;
    for (std::size_t i = 0; i < widening.count; ++i) {
      // The text of „кибер-сигурност“ is that of its first word.
      const std::string& text = words[widening.first + i].text;
      if (!typed.ends_with(text)) typed.append(typed.empty() ? "" : " ").append(text);
    }
    for (const std::string& expression : widening.expressions) {
      made.expressions.push_back(
          {query_words(expression, analyzer_, analysis_, understanding_, WordsOf::kExpression), QueryField::kAny});
      to.append(to.empty() ? "" : ", ").append(expression);
    }
    if (widening.count == 2 && compound) leave_to_widening(words, widening);
    plan.understood.push_back({widening.kind, std::move(typed), std::move(to), true});
    plan.widenings.push_back(std::move(made));
    plan.reread = true;
  }
}

/// „е-правителство“ is a kind of „правителство“, which counts less.
void PlanBuilder::widen_by_parts(const std::vector<QueryWord>& words) {
  for (const QueryWord& word : words) {
    if (word.lesser.empty()) continue;
    QueryWord part{.forms = word.lesser, .text = word.text};
    plan.widenings.push_back({word.place, word.place, {{{std::move(part)}, QueryField::kAny}}, kPartOfCompound, true});
  }
}

/// „май 2024“ means every day of it that pages name.
void PlanBuilder::widen_months(const std::vector<QueryWord>& words) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const int month = patterns::month_of(words[i].forms.front().exact);
    const std::string& year = words[i + 1].forms.front().exact;
    if (month == 0 || !patterns::is_year(year)) continue;
    QueryWord days;
    days.text = words[i].text + " " + words[i + 1].text;
    const std::string beginning = year + (month < 10 ? "-0" : "-") + std::to_string(month) + "-";
    for (const std::string& day : understanding_.terms_beginning_with(beginning, kDaysInMonth))
      days.forms.push_back({day, day, day});
    if (days.forms.empty()) continue;
    plan.widenings.push_back({words[i].place, words[i + 1].place, {{{std::move(days)}, QueryField::kAny}}, kDayOfMonth});
  }
}

}  // namespace

QueryPlan make_plan(const ParsedQuery& query, const Analyzer& analyzer, Analysis& analysis, Understanding& understanding) {
  PlanBuilder builder(query.text, analyzer, analysis, understanding);
  QueryPlan& plan = builder.plan;
  const AskedFilters& asked = query;
  static_cast<AskedFilters&>(plan) = asked;
  plan.understood = query.understood;
  for (const QueryClause& clause : query.clauses) builder.add(clause);
  keep_first_of_each(plan.words);
  if (!plan.has_something_to_find() && !plan.narrow() && (plan.exclude() || !plan.excluded.empty()))
    plan.understood.push_back({"only exclusions", "", ""});
  return std::move(plan);
}

}  // namespace izvor
