#include "searchd/query/query_text.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "izvor/index_schema.h"
#include "izvor/utc_time.h"
#include "searchd/query/s_expression.h"
#include "searchd/query/search_fields.h"

namespace izvor {
namespace {

using Operator = Xapian::Query::op;

SExpression in_list(std::string_view name, SExpression part) { return std::move(SExpression(name).add(std::move(part))); }

void add_values(std::string_view name, const std::vector<std::string>& values, SExpression& to) {
  if (values.empty()) return;
  SExpression list(name);
  for (const std::string& value : values) list.add(SExpression::quoted(value));
  to.add(std::move(list));
}

void add_time(std::string_view name, const std::optional<UtcTime>& time, SExpression& to) {
  if (time) to.add(in_list(name, SExpression::atom(format_rfc3339(*time))));
}

void add_fields(const Filters& filters, const std::string& sign, SExpression& to) {
  for (const SearchField& field : search_fields()) {
    const std::string name = sign + std::string(field.parameter);
    if (field.values != nullptr) add_values(name, filters.*field.values, to);
    if (field.time != nullptr) add_time(name, filters.*field.time, to);
  }
}

void add_filters(const AskedFilters& asked, SExpression& to) {
  add_fields(asked, "", to);
  add_fields(asked.excluded, "not-", to);
  for (const AskedFilters& either : asked.either) {
    SExpression ways("either");
    add_filters(either, ways);
    to.add(std::move(ways));
  }
}

void add_notes(const std::vector<Understood>& understood, SExpression& to) {
  for (const Understood& reading : understood) {
    SExpression note("note");
    note.add(SExpression::quoted(reading.kind)).add(SExpression::quoted(reading.from));
    if (!reading.to.empty()) note.add(SExpression::quoted(reading.to));
    to.add(std::move(note));
  }
}

SExpression tree_of(const QueryClause& clause) {
  SExpression tree(!clause.group.empty() ? "group" : clause.phrase ? "phrase" : clause.prefix ? "prefix" : "words");
  for (const QueryClause& member : clause.group) tree.add(tree_of(member));
  if (clause.group.empty()) tree.add(SExpression::quoted(clause.text));
  if (clause.field == QueryField::kTitle) tree = in_list("in-title", std::move(tree));
  if (clause.excluded) tree = in_list("not", std::move(tree));
  return clause.alternative ? in_list("or", std::move(tree)) : tree;
}

std::string form_text(const WordForm& form) {
  std::string text = form.exact;
  if (form.lemma != form.exact || form.root != form.lemma) text.append("→").append(form.lemma);
  if (form.root != form.lemma) text.append("→").append(form.root);
  return form.in_capitals ? "capitals:" + form.exact : text;
}

SExpression tree_of(const QueryWord& word) {
  SExpression tree(word.stop_word ? "stop-word" : "word");
  tree.add(SExpression::quoted(word.text));
  for (const WordForm& form : word.forms) tree.add(SExpression::atom(form_text(form)));
  return tree;
}

SExpression tree_of(const QueryPhrase& phrase) {
  SExpression all(phrase.is_group() ? "all" : phrase.any_form ? "any-form" : "together");
  if (phrase.field == QueryField::kTitle) all.add(SExpression::atom("in-title"));
  for (const QueryWord& word : phrase.words) all.add(tree_of(word));
  for (const QueryPhrase& needed : phrase.also) all.add(tree_of(needed));
  for (const QueryPhrase& unwanted : phrase.without) all.add(in_list("not", tree_of(unwanted)));
  if (phrase.alternatives.empty()) return all;
  SExpression any = in_list("any", std::move(all));
  for (const QueryPhrase& alternative : phrase.alternatives) any.add(tree_of(alternative));
  return any;
}

SExpression tree_of(const QueryWidening& widening) {
  SExpression tree("also");
  tree.add(in_list("places", SExpression::atom(std::to_string(widening.first) + "-" + std::to_string(widening.last))));
  for (const QueryPhrase& expression : widening.expressions) tree.add(tree_of(expression));
  return tree;
}

SExpression term_tree(const std::string& term) {
  static constexpr std::array<std::string_view, 4> kFieldsNamed = {"text", "title", "headings", "links"};
  if (const auto acronym = schema::capitals_of(term)) {
    SExpression tree("term");
    tree.add(SExpression::atom("capitals:" + acronym->word));
    return std::move(tree.add(SExpression::atom(std::string(kFieldsNamed.at(static_cast<std::size_t>(acronym->field))))));
  }
  const auto parts = schema::parts_of(term);
  if (!parts) return in_list("has", SExpression::quoted(term));
  static constexpr std::array<std::string_view, 3> kGradesNamed = {"exact", "lemma", "root"};
  SExpression tree("term");
  tree.add(SExpression::atom(parts->word))
      .add(SExpression::atom(std::string(kFieldsNamed.at(static_cast<std::size_t>(parts->field)))));
  return std::move(tree.add(SExpression::atom(std::string(kGradesNamed.at(static_cast<std::size_t>(parts->grade))))));
}

/// What a posting source of ours says of itself.
std::string description_of(const Xapian::Query& source) {
  constexpr std::string_view kBefore = "Query(PostingSource(", kAfter = "))";
  std::string text = source.get_description();
  if (!text.starts_with(kBefore) || !text.ends_with(kAfter)) return text;
  return text.substr(kBefore.size(), text.size() - kBefore.size() - kAfter.size());
}

/// "a:text b:text a:title" as "a[text title] b[text]".
SExpression source_tree(const Xapian::Query& source) {
  std::istringstream description(description_of(source));
  std::string name, part;
  description >> name;
  SExpression tree(name);
  std::vector<std::pair<std::string, std::string>> fields_of;
  while (description >> part) {
    const std::size_t colon = part.rfind(':');
    const std::string word = part.substr(0, colon);
    auto known = std::ranges::find(fields_of, word, &std::pair<std::string, std::string>::first);
    if (known == fields_of.end()) known = fields_of.insert(known, {word, ""});
    const std::string field = colon == std::string::npos ? "" : part.substr(colon + 1);
    // A lemma that is spelt like the root has a term of its own in the same field.
    if (field.empty() || known->second.find(field) != std::string::npos) continue;
    known->second.append(known->second.empty() ? "" : " ").append(field);
  }
  for (auto& [word, fields] : fields_of) {
    if (!fields.empty()) word.append("[").append(fields).append("]");
    tree.add(SExpression::atom(std::move(word)));
  }
  return tree;
}

/// Which value is asked about; what is asked of it is a date, said where the query was understood.
SExpression range_tree(const Xapian::Query& range) {
  static const std::map<std::string, std::string_view> kSlots = {{std::to_string(schema::kPublished), "published"},
                                                                 {std::to_string(schema::kModified), "modified"},
                                                                 {std::to_string(schema::kFetched), "fetched"},
                                                                 {std::to_string(schema::kValidFrom), "valid-from"},
                                                                 {std::to_string(schema::kValidTo), "valid-to"}};
  std::istringstream description(range.get_description());
  std::string before, slot;
  description >> before >> slot;
  const auto name = kSlots.find(slot);
  return in_list("range", SExpression::atom(name == kSlots.end() ? slot : std::string(name->second)));
}

std::string_view operator_name(Operator op) {
  static const std::map<int, std::string_view> kNames = {
      {Xapian::Query::OP_AND, "all"},         {Xapian::Query::OP_OR, "any"},          {Xapian::Query::OP_SYNONYM, "synonyms"},
      {Xapian::Query::OP_AND_NOT, "without"}, {Xapian::Query::OP_AND_MAYBE, "maybe"}, {Xapian::Query::OP_FILTER, "filter"}};
  const auto name = kNames.find(op);
  return name == kNames.end() ? "operator" : name->second;
}

SExpression tree_of(const Xapian::Query& query) {
  if (query.empty()) return SExpression("nothing");
  switch (const Operator op = query.get_type()) {
    case Xapian::Query::LEAF_TERM:
      return term_tree(*query.get_terms_begin());
    case Xapian::Query::LEAF_POSTING_SOURCE:
      return source_tree(query);
    case Xapian::Query::LEAF_MATCH_ALL:
      return SExpression("every-page");
    case Xapian::Query::LEAF_MATCH_NOTHING:
      return SExpression("nothing");
    case Xapian::Query::OP_VALUE_RANGE:
    case Xapian::Query::OP_VALUE_GE:
    case Xapian::Query::OP_VALUE_LE:
      return range_tree(query);
    case Xapian::Query::OP_SCALE_WEIGHT:
      return tree_of(query.get_subquery(0));
    default: {
      SExpression tree(operator_name(op));
      for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) tree.add(tree_of(query.get_subquery(i)));
      return tree;
    }
  }
}

}  // namespace

std::string text_of(const ParsedQuery& query) {
  SExpression tree("query");
  for (const QueryClause& clause : query.clauses) tree.add(tree_of(clause));
  add_filters(query, tree);
  if (query.dates_in_words) tree.add(SExpression::atom("dates-in-words"));
  add_notes(query.understood, tree);
  return tree.text();
}

std::string text_of(const QueryPlan& plan) {
  SExpression tree("plan");
  for (const QueryWord& word : plan.words) tree.add(tree_of(word));
  for (const QueryWidening& widening : plan.widenings) tree.add(tree_of(widening));
  for (const QueryPhrase& needed : plan.required) tree.add(in_list("needed", tree_of(needed)));
  for (const QueryPhrase& unwanted : plan.excluded) tree.add(in_list("not", tree_of(unwanted)));
  add_filters(plan, tree);
  add_values("best-bets", plan.best_bets, tree);
  if (plan.refused) tree.add(in_list("refused", SExpression::quoted(plan.refused->message)));
  add_notes(plan.understood, tree);
  return tree.text();
}

std::string text_of(const Xapian::Query& query) { return tree_of(query).text(); }

}  // namespace izvor
