#include <boost/json.hpp>

#include "searchd/routes/answers.h"
#include "searchd/routes/revision.h"
#include "searchd/routes/search_json.h"
#include "searchd/routes/search_question.h"
#include "searchd/web/embedded_file.h"

namespace izvor {
namespace {

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

Answer answer_search(const Visit& visit) {
  auto question = read_search_question(visit.target, EmptyValues::kRefused);
  if (!question) return tl::unexpected(question.error());
  if (question->text.find_first_not_of(' ') == std::string::npos) return tl::unexpected(no_question());
  std::string tag = revision_of(visit.services.index_state());
  if (has_revision(visit.request, tag)) return not_modified(std::move(tag));
  const auto started = std::chrono::steady_clock::now();
  const auto answer = ask_index(visit, *question);
  if (!answer) return tl::unexpected(answer.error());
  count_question(visit, *question, *answer);
  const std::string undo = answer->undoable ? literal_address(visit.target) : std::string();
  HttpResponse response = json_response(search_json(*answer, std::chrono::steady_clock::now() - started, undo));
  response.set("ETag", std::move(tag));
  response.set("Cache-Control", "no-cache");
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
