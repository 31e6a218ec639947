#include "searchd/search/searcher.h"

#include <algorithm>
#include <optional>
#include <ranges>
#include <utility>

#include <xapian.h>

#include "indexer/index/open_index.h"
#include "izvor/stored_page.h"
#include "searchd/query/query_parser.h"
#include "searchd/query/query_text.h"
#include "searchd/search/act_finder.h"
#include "searchd/search/page_finder.h"
#include "searchd/search/past_pages.h"
#include "searchd/search/similar_pages.h"
#include "searchd/search/snippet_maker.h"
#include "searchd/search/why.h"
#include "searchd/search/word_matcher.h"
#include "searchd/understanding/typed_beginning.h"

namespace izvor {
namespace {

/// Addresses named of the near-duplicates of one page.
constexpr Xapian::doccount kMostDuplicates = 5;
constexpr int kMaxReruns = 3;
/// In a snippet a stop word decides only between equals.
constexpr double kStopWordWeight = 0.01;
constexpr double kLeastWeight = 0.05;

SearchError unavailable(std::string message) { return {SearchErrorKind::kUnavailable, std::move(message), ""}; }

/// A text this long was copied, not typed: there is no keyboard to be mistaken about, and each word looked up costs.
bool is_pasted(const SearchRequest& request) { return request.text.size() > SearchRequest::kMaxAddressBytes; }

std::optional<SearchError> beyond_bounds(const SearchRequest& request) {
  const auto bad = [](std::string_view what, unsigned value, unsigned most) {
    return SearchError{
        SearchErrorKind::kBadRequest,
        std::string(what) + " is " + std::to_string(value) + "; at most " + std::to_string(most) + " is possible",
        std::string(what)};
  };
  if (request.limit > SearchRequest::kMaxLimit) return bad("limit", request.limit, SearchRequest::kMaxLimit);
  if (request.offset > SearchRequest::kMaxOffset) return bad("offset", request.offset, SearchRequest::kMaxOffset);
  return std::nullopt;
}

/// What "заглавие:" asks in a query, the parameter asks: words of the title, of several such texts those of one.
void add_titles(const SearchRequest& request, ParsedQuery& query) {
  bool alternative = false;
  for (const std::string& title : request.titles)
    query.clauses.push_back({.text = title, .field = QueryField::kTitle, .alternative = std::exchange(alternative, true)});
}

/// The phrases that a page must have, those of groups too.
void add_sought(const QueryPhrase& phrase, double heaviest, std::vector<Sought>& all) {
  if (!phrase.words.empty())
    all.push_back({.words = phrase.words, .weight = heaviest * static_cast<double>(phrase.words.size())});
  for (const QueryPhrase& needed : phrase.also) add_sought(needed, heaviest, all);
  for (const QueryPhrase& other : phrase.alternatives) add_sought(other, heaviest, all);
}

/// What titles and snippets are to show: the searched words, and the phrases whole.
std::vector<Sought> sought_of(const QueryPlan& plan, const CompiledQuery& compiled) {
  const bool only_stop_words = plan.required.empty() && std::all_of(compiled.words.begin(), compiled.words.end(),
                                                                    [](const QueryWord& word) { return word.stop_word; });
  std::vector<Sought> all;
  double heaviest = 1;
  for (std::size_t i = 0; i < compiled.words.size(); ++i) {
    const QueryWord& word = compiled.words[i];
    const bool light = word.stop_word && !only_stop_words;
    const double weight = std::max(compiled.selectivity[i], kLeastWeight) * (light ? kStopWordWeight : 1.0);
    heaviest = std::max(heaviest, weight);
    all.push_back({.words = {word}, .weight = weight, .stop_word = light, .first = word.place, .last = word.place});
  }
  for (const QueryWidening& widening : plan.widenings)
    for (const QueryPhrase& expression : widening.expressions)
      all.push_back({.words = expression.words,
                     .weight = heaviest,
                     .synonym = !widening.parts,
                     .part = widening.parts,
                     .first = widening.first,
                     .last = widening.last});
  for (const QueryPhrase& phrase : plan.required) add_sought(phrase, heaviest, all);
  return all;
}

/// Quotes that no page satisfies are taken off: the words are searched, and the answer says so.
std::optional<QueryPlan> without_phrases(const QueryPlan& plan) {
  QueryPlan loose = plan;
  loose.required.clear();
  for (const QueryPhrase& phrase : plan.required) {
    const bool all_there_is = phrase.words.size() == 1 && plan.words.empty() && plan.required.size() == 1;
    if (phrase.field != QueryField::kAny || all_there_is || phrase.is_group()) {
      loose.required.push_back(phrase);
      continue;
    }
    std::string text;
    std::uint32_t place = loose.words.empty() ? 0 : loose.words.back().place;
    for (QueryWord word : phrase.words) {
      word.place = ++place;
      text.append(text.empty() ? "" : " ").append(word.text);
      if (std::find(loose.words.begin(), loose.words.end(), word) == loose.words.end()) loose.words.push_back(std::move(word));
    }
    loose.understood.push_back({"phrase as words", "„" + text + "“", text});
  }
  if (loose.required.size() == plan.required.size()) return std::nullopt;
  return loose;
}

/// Whether a page has a term: asked of the term's pages, which are few, not of the page's terms, which are many.
bool has_term(const Xapian::Database& index, Xapian::docid page, const std::string& term) {
  auto found = index.postlist_begin(term);
  const auto end = index.postlist_end(term);
  if (found != end) found.skip_to(page);
  return found != end && *found == page;
}

/// A page has the address that was typed, whether its text says so or not.
void note_address(const PageId& page, const WordMatcher& matcher, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const std::vector<PageId>& pages = matcher.sought()[i].words.front().leads_to;
    if (std::ranges::find(pages, page) == pages.end()) continue;
    findings[i].found = findings[i].shown = true;
    findings[i].grade = schema::Grade::kExact;
  }
}

/// Of what the page does not say, notes what others call it.
void look_into_anchors(const Xapian::Database& index, Xapian::docid page, const WordMatcher& matcher,
                       std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Sought& sought = matcher.sought()[i];
    if (findings[i].found || sought.stop_word || sought.is_phrase()) continue;
    findings[i].in_anchors = std::ranges::any_of(sought.words.front().forms, [&](const WordForm& form) {
      using schema::Field;
      return has_term(index, page,
                      form.in_capitals ? schema::term_in_capitals(Field::kAnchors, form.exact)
                                       : schema::term_for(Field::kAnchors, schema::Grade::kRoot, form.root));
    });
  }
}

}  // namespace

struct Searcher::State {
  State(const Settings& settings, const Analyzer& the_analyzer, std::shared_ptr<SharedKnowledge> shared,
        std::shared_ptr<GenerationGuard> the_guard)
      : directory(settings.index_directory()),
        ranking(settings.search.ranking),
        analyzer(the_analyzer),
        knowledge(shared ? std::move(shared) : std::make_shared<SharedKnowledge>(settings.search, the_analyzer)),
        guard(std::move(the_guard)),
        snippets(the_analyzer) {}

  [[nodiscard]] std::optional<SearchError> keep_up();
  [[nodiscard]] std::string doubt_about_next() const;
  template <class Ask>
  [[nodiscard]] tl::expected<std::invoke_result_t<Ask>, SearchError> on_index(const Ask& ask);
  [[nodiscard]] QueryPlan plan(const ParsedQuery& parsed, const SearchRequest& request);
  [[nodiscard]] SearchOutcome ask(const SearchRequest& request, const ParsedQuery& parsed);
  [[nodiscard]] std::shared_ptr<PageLengths> lengths_for(const SearchRequest& request);
  [[nodiscard]] SearchAnswer answer(const SearchRequest& request, QueryPlan plan);
  [[nodiscard]] std::vector<std::string> near_duplicates(const RankedPage& page, const Xapian::Query& query);
  [[nodiscard]] SearchHit hit(const RankedPage& page, const WordMatcher& matcher, const QueryPlan& plan);

  std::filesystem::path directory;
  RankingSettings ranking;
  const Analyzer& analyzer;
  std::shared_ptr<SharedKnowledge> knowledge;
  std::shared_ptr<GenerationGuard> guard;
  SnippetMaker snippets;
  StoredPageDecoder decoder;
  Analysis analysis;
  std::optional<OpenIndex> index;
  std::shared_ptr<PageLengths> lengths;  ///< Of the pages of the generation and revision below.
  std::optional<Generation> measured;
  std::uint64_t measured_revision = 0;
  std::optional<IndexStamp> followed;  ///< Of what is open; none when the next look must be a thorough one.
  PastPages past;
  Xapian::Database searched;  ///< The live pages, or for a search in time those of before, too.
  std::string problem;
  std::uint64_t reopenings = 0;
};

/// Why the generation that the stub names is not to be opened now; empty when it may be, or is open.
std::string Searcher::State::doubt_about_next() const {
  if (!guard) return {};
  const auto live = live_generation(directory);
  if (!live || !*live || (index && index->generation == **live)) return {};
  using enum GenerationGuard::Verdict;
  const auto verdict = guard->of(**live);
  if (verdict == kSound) return {};
  if (verdict == kBusy) return "the index is being looked at before it is opened; try again in a moment";
  return "the index " + (*live)->database().string() + " is damaged; run `izvor-indexer rebuild`";
}

/// Opens the index, or follows it. An index that cannot be opened any more leaves the one that is open.
std::optional<SearchError> Searcher::State::keep_up() {
  const auto stamp = index ? stamp_of(directory, index->generation) : std::nullopt;
  if (stamp && stamp == followed && problem.empty()) return std::nullopt;
  followed.reset();
  problem = doubt_about_next();
  if (!problem.empty()) return index ? std::nullopt : std::optional(unavailable(problem));
  if (!index) {
    auto opened = open_index(directory, analyzer.fingerprint());
    if (!opened) {
      problem = opened.error().message;
      return unavailable(problem);
    }
    index = std::move(*opened);
    return std::nullopt;
  }
  const auto changed = refresh(*index, directory, analyzer.fingerprint());
  if (!changed) {
    problem = changed.error().message;
    return std::nullopt;
  }
  if (*changed) ++reopenings;
  followed = stamp;
  return std::nullopt;
}

/// Addresses of the pages that the query finds, too, and that say nearly the same.
std::vector<std::string> Searcher::State::near_duplicates(const RankedPage& page, const Xapian::Query& query) {
  using Xapian::Query;
  Xapian::Enquire enquire(searched);
  enquire.set_query(Query(Query::OP_FILTER, query, Query(Query::OP_VALUE_RANGE, schema::kGroup, page.group, page.group)));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  const Xapian::MSet found = enquire.get_mset(0, kMostDuplicates + 1);
  std::vector<std::string> addresses;
  for (auto it = found.begin(); it != found.end() && addresses.size() < kMostDuplicates; ++it) {
    if (*it == page.document) continue;
    const Xapian::Document document = it.get_document();
    const auto stored = decoder.decode(document.get_data(), document.get_value(schema::kWords));
    if (stored) addresses.push_back(stored->url);
  }
  return addresses;
}

SearchHit Searcher::State::hit(const RankedPage& page, const WordMatcher& matcher, const QueryPlan& plan) {
  const Xapian::Document document = searched.get_document(page.document, Xapian::DOC_ASSUME_VALID);
  const auto stored = decoder.decode(document.get_data(), page.words.empty() ? document.get_value(schema::kWords) : page.words);
  if (!stored) throw Xapian::DatabaseCorruptError(stored.error().message);
  const bool asked = plan.act && stored->id == *plan.act;
  PageExcerpt excerpt = snippets.make(*stored, matcher, asked ? plan.article : AskedArticle());
  note_address(stored->id, matcher, excerpt.findings);
  look_into_anchors(searched, page.document, matcher, excerpt.findings);
  SearchHit hit;
  hit.id = stored->id;
  hit.url = stored->url;
  hit.title = std::move(excerpt.title);
  hit.snippets = std::move(excerpt.snippets);
  hit.language = stored->language;
  hit.type = stored->type;
  hit.topics = stored->topics;
  hit.published = stored->published;
  hit.modified = stored->modified;
  hit.fetched = stored->fetched;
  hit.score = page.score;
  hit.why = why_found(matcher.sought(), excerpt.findings);
  return hit;
}

QueryPlan Searcher::State::plan(const ParsedQuery& parsed, const SearchRequest& request) {
  using enum Understanding::Mode;
  Analysis scratch;
  const auto known = knowledge->of(*index);
  Understanding understanding(searched, *known, analyzer, scratch,
                              request.literally || is_pasted(request) ? kLiteral : kAsMeant);
  QueryPlan plan = make_plan(parsed, analyzer, analysis, understanding);
  const std::vector<PageId> chosen = known->best_bets.pages_for(request.text, analyzer, scratch);
  plan.best_bets.insert(plan.best_bets.end(), chosen.begin(), chosen.end());
  const ActQuestion question = read_act_question(request.text);
  if (question.refers() || !question.rest.empty()) {
    plan.act = ActFinder(searched, analyzer, decoder).find(question, request.text, plan);
    plan.article = question.article;
  }
  return plan;
}

SearchAnswer Searcher::State::answer(const SearchRequest& request, QueryPlan plan) {
  SearchAnswer answer;
  answer.query = request.text;
  answer.index_sequence = index->sequence;
  const bool nothing_asked = !plan.has_something_to_find() && !plan.narrow();
  if (request.explain) answer.stages = QueryStages{"", text_of(plan), ""};
  if (nothing_asked) {
    answer.understood = std::move(plan.understood);
    answer.offers = std::move(plan.offers);
    return answer;
  }
  const auto begun = std::chrono::steady_clock::now();
  const bool by_date = request.sort != SortOrder::kRelevance;
  PageFinder finder(searched, ranking, lengths_for(request));
  FoundPages matched = finder.find(plan, request, by_date ? Matching::kAllWords : Matching::kSomeWords);
  if (matched.total == 0 && by_date) matched = finder.find(plan, request, Matching::kSomeWords);
  if (matched.total == 0) {
    if (auto loose = without_phrases(plan)) {
      plan = std::move(*loose);
      matched = finder.find(plan, request, Matching::kSomeWords);
    }
  }
  if (answer.stages) answer.stages = QueryStages{"", text_of(plan), text_of(matched.compiled.query)};
  const auto matched_at = std::chrono::steady_clock::now();
  answer.times.matching = matched_at - begun;
  answer.undoable = !request.literally && plan.reread;
  answer.total = matched.total;
  answer.total_exact = matched.total_exact;
  answer.facets = std::move(matched.facets);
  answer.understood = plan.understood;
  answer.offers = plan.offers;
  answer.understood.insert(answer.understood.end(), matched.compiled.understood.begin(), matched.compiled.understood.end());
  const WordMatcher matcher(sought_of(plan, matched.compiled));
  ActFinder acts(searched, analyzer, decoder);
  for (std::size_t i = 0; i < matched.pages.size(); ++i) {
    RankedPage& page = matched.pages[i];
    const bool put_first = plan.act && i == 0;
    if (page.folded && !put_first) {
      const Xapian::docid newest = acts.newest_state(page.document, page.group);
      if (newest != page.document) page.words.clear();
      page.document = newest;
    }
    SearchHit next = hit(page, matcher, plan);
    next.acts = acts.cited_by(page.document, next.language);
    if (!matched.explanations.empty()) next.explanation = std::move(matched.explanations[i]);
    // Between two commits of the indexer a text may be in history and still live.
    if (request.as_of && std::ranges::find(answer.hits, next.id, &SearchHit::id) != answer.hits.end()) {
      --answer.total;
      continue;
    }
    answer.hits.push_back(std::move(next));
    if (page.folded) answer.hits.back().duplicates = near_duplicates(page, matched.compiled.pages);
  }
  answer.times.showing = std::chrono::steady_clock::now() - matched_at;
  return answer;
}

/// Asks the index as it is now, and again when commits overtook the question.
template <class Ask>
tl::expected<std::invoke_result_t<Ask>, SearchError> Searcher::State::on_index(const Ask& ask) {
  for (int run = 0; run <= kMaxReruns; ++run) {
    if (auto error = keep_up()) return tl::unexpected(std::move(*error));
    try {
      return ask();
    } catch (const Xapian::DatabaseModifiedError&) {
      // Two commits overtook the query. Real damage says the same, so not for ever.
      followed.reset();
    } catch (const Xapian::Error& error) {
      index.reset();
      problem = "the index is damaged (" + error.get_description() + "); run izvor-indexer check, then rebuild";
      return tl::unexpected(unavailable(problem));
    }
  }
  index.reset();
  return tl::unexpected(unavailable("the index changed under the query " + std::to_string(kMaxReruns + 1) +
                                    " times, or is damaged; try again, then run izvor-indexer check"));
}

/// Of the pages of the index as it is now; none when those of before are searched, too.
std::shared_ptr<PageLengths> Searcher::State::lengths_for(const SearchRequest& request) {
  if (request.as_of) return nullptr;
  if (!lengths || !(measured == index->generation) || measured_revision != index->revision) {
    lengths = std::make_shared<PageLengths>(index->database);
    measured = index->generation;
    measured_revision = index->revision;
  }
  return lengths;
}

SearchOutcome Searcher::State::ask(const SearchRequest& request, const ParsedQuery& parsed) {
  searched = request.as_of ? past.with(*index) : index->database;
  const auto begun = std::chrono::steady_clock::now();
  QueryPlan asked = plan(parsed, request);
  const auto understood = std::chrono::steady_clock::now();
  if (asked.refused) return tl::unexpected(std::move(*asked.refused));
  SearchAnswer found = answer(request, std::move(asked));
  found.times.understanding = understood - begun;
  if (found.stages) found.stages->parsed = text_of(parsed);
  if (found.total > 0 || !parsed.dates_in_words) return found;
  // Nothing was published then: perhaps the page only speaks of the time.
  auto as_words = parse_query(request.text, WrittenDates::kWords);
  if (as_words) add_titles(request, *as_words);
  return as_words ? ask(request, *as_words) : SearchOutcome(std::move(found));
}

Searcher::Searcher(const Settings& settings, const Analyzer& analyzer, std::shared_ptr<SharedKnowledge> knowledge,
                   std::shared_ptr<GenerationGuard> guard)
    : state_(std::make_unique<State>(settings, analyzer, std::move(knowledge), std::move(guard))) {}
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;
Searcher::~Searcher() = default;

SearchOutcome Searcher::search(const SearchRequest& request) {
  if (auto error = beyond_bounds(request)) return tl::unexpected(std::move(*error));
  auto parsed = parse_query(request.text);
  if (!parsed) return tl::unexpected(parsed.error());
  add_titles(request, *parsed);
  auto outcome = state_->on_index([&] { return state_->ask(request, *parsed); });
  if (!outcome) return tl::unexpected(std::move(outcome.error()));
  return std::move(*outcome);
}

SuggestionOutcome Searcher::suggest(std::string_view typed, unsigned limit) {
  return state_->on_index([&] {
    const auto known = state_->knowledge->of(*state_->index);
    return izvor::suggest(known->index->suggestions, typed, limit, state_->analyzer, state_->analysis);
  });
}

SimilarOutcome Searcher::similar(const PageId& page, unsigned limit) {
  return state_->on_index([&] { return similar_pages(state_->index->database, page, limit); });
}

IndexState Searcher::state() {
  IndexState now;
  if (auto error = state_->keep_up()) {
    now.problem = std::move(error->message);
    return now;
  }
  try {
    now.pages = state_->index->database.get_doccount();
    now.ready = true;
  } catch (const Xapian::Error& error) {
    now.problem = error.get_description();
    state_->index.reset();
    return now;
  }
  now.problem = state_->problem;
  now.sequence = state_->index->sequence;
  now.reopenings = state_->reopenings;
  return now;
}

}  // namespace izvor
