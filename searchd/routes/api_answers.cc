#include <boost/json.hpp>

#include "searchd/routes/answers.h"
#include "searchd/routes/revision.h"
#include "searchd/routes/search_json.h"
#include "searchd/routes/search_question.h"
#include "searchd/web/embedded_file.h"

namespace izvor {
namespace {

/// The longest text with each of its octets as \u00XX, and room for the other parameters.
constexpr std::size_t kMaxPostedBytes = 6 * SearchRequest::kMaxQueryBytes + 16'384;

HttpResponse json_response(std::string body) {
  HttpResponse response;
  response.set("Content-Type", "application/json");
  response.body = std::move(body);
  return response;
}

boost::json::object version_json(const PageVersion& version) {
  boost::json::object out;
  out["sequence"] = version.sequence;
  out["fetched"] = format_rfc3339(version.fetched);
  out["kind"] = version.kind == VersionKind::kGone ? "gone" : "content";
  out["status"] = version.status;
  out["content_type"] = version.content_type;
  out["payload_digest"] = version.payload_digest;
  if (!version.damage.empty()) out["damage"] = version.damage;
  return out;
}

/// The same search, as typed.
std::string literal_address(const Target& target) {
  std::string address = "/api/v1/search?literally=true";
  for (const auto& [name, value] : target.parameters)
    if (name != "literally") address += '&' + encode_component(name) + '=' + encode_component(value);
  return address;
}

}  // namespace

namespace {

/// The answer to a question, however it came; without validators.
Answer answer_question(const Visit& visit, const SearchRequest& question, const std::string& undo) {
  if (question.text.find_first_not_of(' ') == std::string::npos) return tl::unexpected(no_question());
  const auto started = std::chrono::steady_clock::now();
  const auto answer = ask_index(visit, question);
  if (!answer) return tl::unexpected(answer.error());
  count_question(visit, question, *answer);
  return json_response(
      search_json(*answer, std::chrono::steady_clock::now() - started, answer->undoable ? undo : std::string()));
}

}  // namespace

Answer answer_search(const Visit& visit) {
  const auto question = read_search_question(visit.target, Audience::kPrograms);
  if (!question) return tl::unexpected(question.error());
  std::string tag = revision_of(visit.services.index_state());
  const bool asks = question->text.find_first_not_of(' ') != std::string::npos;
  if (asks && has_revision(visit.request, tag)) return not_modified(std::move(tag));
  Answer response = answer_question(visit, *question, literal_address(visit.target));
  if (!response) return response;
  response->set("ETag", std::move(tag));
  response->set("Cache-Control", "no-cache");
  return response;
}

/// For texts that fit into no address.
Answer answer_posted_search(const Visit& visit) {
  if (auto fault = refuse_parameters(visit)) return tl::unexpected(std::move(*fault));
  if (auto refusal = refuse_other_media(visit.request)) return tl::unexpected(std::move(*refusal));
  if (visit.request.body.size() > kMaxPostedBytes)
    return tl::unexpected(Problem{413, say_in_both(sentence("body_too_long"), {{"bytes", std::to_string(kMaxPostedBytes)}}), {}});
  const auto question = read_posted_question(visit.request.body);
  if (!question) return tl::unexpected(question.error());
  Answer response = answer_question(visit, *question, {});
  if (response) response->set("Cache-Control", "no-store");
  return response;
}

Answer answer_versions(const Visit& visit) {
  if (auto fault = refuse_parameters(visit)) return tl::unexpected(std::move(*fault));
  auto versions = find_versions(visit);
  if (!versions) return tl::unexpected(versions.error());
  leave_out_repeats(*versions);
  boost::json::array list;
  for (const PageVersion& version : *versions) list.push_back(version_json(version));
  boost::json::object out;
  out["id"] = versions->front().page;
  out["url"] = versions->front().url;
  out["versions"] = std::move(list);
  HttpResponse response = json_response(boost::json::serialize(out));
  response.set("Cache-Control", "no-cache");
  return response;
}

Answer answer_openapi(const Visit& visit) {
  if (auto fault = refuse_parameters(visit)) return tl::unexpected(std::move(*fault));
  HttpResponse response = json_response(std::string(embedded_file("assets/openapi.json").bytes));
  response.set("Cache-Control", "max-age=300");
  return response;
}

}  // namespace izvor
