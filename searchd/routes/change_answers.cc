// The public change feed as JSON and Atom, and results as Atom (RFC 4287).
#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "searchd/routes/answers.h"
#include "searchd/routes/parameters.h"
#include "searchd/routes/revision.h"
#include "searchd/routes/search_question.h"

namespace izvor {
namespace {

constexpr unsigned kUsualChanges = 100, kChangesInFeed = 50, kResultsInFeed = 20;

/// Reads `since` and `limit`.
tl::expected<ChangesRequest, Problem> read_changes(const Target& target, unsigned usual) {
  ChangesRequest request;
  unsigned limit = usual;
  std::set<std::string_view> seen;
  for (const auto& [name, value] : target.parameters) {
    if (!seen.insert(name).second) return tl::unexpected(repeated_parameter(name));
    Fault fault;
    if (name == "since") {
      fault = read_sequence(name, value, 0, request.since);
    } else if (name == "limit") {
      fault = read_number(name, value, 1, ChangesRequest::kMaxLimit, limit);
    } else {
      fault = unknown_parameter(name);
    }
    if (fault) return tl::unexpected(std::move(*fault));
  }
  request.limit = limit;
  return request;
}

struct Feed {
  ChangesRequest request;
  std::vector<PageChange> changes;
};

tl::expected<Feed, Problem> ask_feed(const Visit& visit, ChangesRequest request, const IndexState& index) {
  if (!index.ready) return tl::unexpected(problem_of({SearchErrorKind::kUnavailable, index.problem, ""}));
  request.up_to = index.sequence;
  auto changes = visit.services.changes(request);
  if (!changes) return tl::unexpected(problem_of({SearchErrorKind::kUnavailable, changes.error().message, ""}));
  return Feed{request, std::move(*changes)};
}

std::string_view name_of(PageChange::Kind kind) {
  if (kind == PageChange::Kind::kGone) return "gone";
  if (kind == PageChange::Kind::kPast) return "added to the past";
  return kind == PageChange::Kind::kNew ? "new" : "changed";
}

boost::json::object change_json(const PageChange& change) {
  boost::json::object out;
  out["sequence"] = change.sequence;
  out["kind"] = name_of(change.kind);
  out["id"] = change.page;
  out["url"] = change.url;
  out["title"] = change.title;
  out["fetched"] = format_rfc3339(change.fetched);
  if (!change.reason.empty()) out["reason"] = change.reason;
  return out;
}

/// A full page may be followed by more; otherwise everything up to the index's number was said.
boost::json::object changes_json(const Feed& feed) {
  const bool more = feed.changes.size() == feed.request.limit && feed.changes.back().sequence < feed.request.up_to;
  boost::json::array changes;
  for (const PageChange& change : feed.changes) changes.push_back(change_json(change));
  boost::json::object out;
  out["since"] = feed.request.since;
  out["next"] = more ? feed.changes.back().sequence : std::max(feed.request.since, feed.request.up_to);
  out["more"] = more;
  out["changes"] = std::move(changes);
  return out;
}

/// Feeds are Bulgarian, whoever fetches them.
constexpr Language kFeedLanguage = Language::kBulgarian;

std::string headline_of(const PageChange& change) {
  const std::string title = change.title.empty() ? change.url : change.title;
  if (change.kind == PageChange::Kind::kGone) return say(kFeedLanguage, sentence("page_gone"), {{"title", title}});
  if (change.kind == PageChange::Kind::kNew) return say(kFeedLanguage, sentence("page_new"), {{"title", title}});
  if (change.kind == PageChange::Kind::kPast) return say(kFeedLanguage, sentence("page_added_to_past"), {{"title", title}});
  return say(kFeedLanguage, sentence("page_changed"), {{"title", title}});
}

FeedView::Entry entry_of(const PageChange& change) {
  return {.id = "urn:izvor:version:" + std::to_string(change.sequence),
          .title = headline_of(change),
          .link = change.url,
          .summary = change.reason,
          .updated = change.fetched};
}

FeedView::Entry entry_of(const SearchHit& hit) {
  FeedView::Entry entry{.id = "urn:izvor:page:" + hit.id,
                        .title = hit.title.text.empty() ? hit.url : hit.title.text,
                        .link = hit.url,
                        .summary = {},
                        .updated = hit.modified    ? *hit.modified
                                   : hit.published ? *hit.published
                                                   : hit.fetched};
  for (const Snippet& snippet : hit.snippets) entry.summary.append(entry.summary.empty() ? "" : " ").append(snippet.text.text);
  return entry;
}

HttpResponse atom_response(const Visit& visit, FeedView feed, std::string tag) {
  for (const FeedView::Entry& entry : feed.entries) feed.updated = std::max(feed.updated, entry.updated);
  HttpResponse response;
  response.set("Content-Type", "application/atom+xml; charset=utf-8");
  response.set("ETag", std::move(tag));
  response.set("Cache-Control", "no-cache");
  response.body = visit.pages.feed(feed);
  return response;
}

/// The address of this request, without its path: "?q=…" or nothing.
std::string query_part(const Target& target) {
  std::string part;
  for (const auto& [name, value] : target.parameters)
    part.append(1, part.empty() ? '?' : '&').append(encode_component(name)).append(1, '=').append(encode_component(value));
  return part;
}

bool has_parameter(const Target& target, std::string_view wanted) {
  return std::ranges::any_of(target.parameters, [&](const auto& parameter) { return parameter.first == wanted; });
}

}  // namespace

Answer answer_changes(const Visit& visit) {
  const auto request = read_changes(visit.target, kUsualChanges);
  if (!request) return tl::unexpected(request.error());
  const IndexState index = visit.services.index_state();
  std::string tag = revision_of(index);
  if (has_revision(visit.request, tag)) return not_modified(std::move(tag));
  const auto feed = ask_feed(visit, *request, index);
  if (!feed) return tl::unexpected(feed.error());
  HttpResponse response;
  response.set("Content-Type", "application/json");
  response.set("ETag", std::move(tag));
  response.set("Cache-Control", "no-cache");
  response.body = boost::json::serialize(changes_json(*feed));
  return response;
}

Answer answer_changes_feed(const Visit& visit) {
  auto request = read_changes(visit.target, kChangesInFeed);
  if (!request) return tl::unexpected(request.error());
  request->newest_first = true;
  const IndexState index = visit.services.index_state();
  std::string tag = revision_of(index);
  if (has_revision(visit.request, tag)) return not_modified(std::move(tag));
  const auto feed = ask_feed(visit, *request, index);
  if (!feed) return tl::unexpected(feed.error());
  const std::string address = public_address(visit);
  FeedView view{.id = "urn:izvor:changes",
                .title = say(kFeedLanguage, sentence("feed_of_changes")),
                .self = address + "/changes.atom" + query_part(visit.target),
                .alternate = address + "/",
                .updated = {},
                .entries = {}};
  for (const PageChange& change : feed->changes) view.entries.push_back(entry_of(change));
  return atom_response(visit, std::move(view), std::move(tag));
}

/// The newest results first, unless the address says otherwise: who reads a feed waits for what is new.
Answer answer_search_feed(const Visit& visit) {
  auto question = read_search_question(visit.target, Audience::kPrograms);
  if (!question) return tl::unexpected(question.error());
  if (question->text.find_first_not_of(' ') == std::string::npos) return tl::unexpected(no_question());
  if (!has_parameter(visit.target, "sort")) question->sort = SortOrder::kNewest;
  if (!has_parameter(visit.target, "limit")) question->limit = kResultsInFeed;
  std::string tag = revision_of(visit.services.index_state());
  if (has_revision(visit.request, tag)) return not_modified(std::move(tag));
  const auto answer = ask_index(visit, *question);
  if (!answer) return tl::unexpected(answer.error());
  const std::string address = public_address(visit), query = query_part(visit.target);
  FeedView view{.id = "urn:izvor:search:" + encode_component(question->text),
                .title = say(kFeedLanguage, sentence("feed_of_search"), {{"query", question->text}}),
                .self = address + "/search.atom" + query,
                .alternate = address + "/search" + query,
                .updated = {},
                .entries = {}};
  for (const SearchHit& hit : answer->hits) view.entries.push_back(entry_of(hit));
  return atom_response(visit, std::move(view), std::move(tag));
}

}  // namespace izvor
