#include <chrono>

#include "searchd/routes/answers.h"
#include "searchd/routes/revision.h"
#include "searchd/routes/search_question.h"
#include "searchd/web/embedded_file.h"
#include "searchd/web/html_pages.h"

namespace izvor {
namespace {

HttpResponse redirect(std::string to) {
  HttpResponse response;
  response.status = 303;
  response.set("Location", std::move(to));
  return response;
}

int this_year() {
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return static_cast<int>(std::chrono::year_month_day(today).year());
}

std::string_view media_type_of(std::string_view name) {
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (name.ends_with(".svg")) return "image/svg+xml";
  return "application/octet-stream";
}

}  // namespace

Answer answer_start_page(const Visit& visit) {
  if (auto fault = refuse_parameters(visit)) return tl::unexpected(std::move(*fault));
  const IndexState index = visit.services.index_state();
  return html_response(visit.pages.start({.ready = index.ready, .problem = index.problem, .pages = index.pages}));
}

Answer answer_search_page(const Visit& visit) {
  const auto question = read_search_question(visit.target, EmptyValues::kIgnored);
  if (!question) return tl::unexpected(question.error());
  if (question->text.find_first_not_of(' ') == std::string::npos) return redirect("/");
  std::string tag = revision_of(visit.services.index_state());
  if (has_revision(visit.request, tag)) return not_modified(std::move(tag));
  const auto answer = ask_index(visit, *question);
  if (!answer) return tl::unexpected(answer.error());
  count_question(visit, *question, *answer);
  HttpResponse response = html_response(visit.pages.results({*question, *answer, visit.target.parameters, this_year()}));
  response.set("ETag", std::move(tag));
  return response;
}

Answer answer_versions_page(const Visit& visit) {
  if (auto fault = refuse_parameters(visit)) return tl::unexpected(std::move(*fault));
  auto versions = find_versions(visit);
  if (!versions) return tl::unexpected(versions.error());
  leave_out_repeats(*versions);
  return html_response(visit.pages.versions(*versions));
}

Answer answer_embed_page(const Visit& visit) {
  if (auto fault = refuse_parameters(visit)) return tl::unexpected(std::move(*fault));
  return html_response(visit.pages.embed(public_address(visit)));
}

/// Other sites' pages name it, so its address stays and what they keep of it is asked after.
Answer answer_embed_script(const Visit& visit) {
  if (auto fault = refuse_parameters(visit)) return tl::unexpected(std::move(*fault));
  const EmbeddedFile& script = embedded_file("assets/izvor-search.js");
  std::string tag = "\"" + std::string(script.public_name) + "\"";
  if (has_revision(visit.request, tag)) return not_modified(std::move(tag));
  HttpResponse response;
  response.set("Content-Type", std::string(media_type_of(script.name)));
  response.set("Cache-Control", "public, max-age=3600");
  response.set("ETag", std::move(tag));
  response.body = script.bytes;
  return response;
}

Answer answer_asset(const Visit& visit) {
  if (auto fault = refuse_parameters(visit)) return tl::unexpected(std::move(*fault));
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.public_name != visit.variable || !file.name.starts_with("assets/")) continue;
    HttpResponse response;
    response.set("Content-Type", std::string(media_type_of(file.name)));
    // The name changes with the content.
    response.set("Cache-Control", "public, max-age=31536000, immutable");
    response.body = file.bytes;
    return response;
  }
  return tl::unexpected(Problem{404, {"Няма такъв файл.", "There is no such file."}, {}});
}

Answer answer_opensearch(const Visit& visit) {
  if (auto fault = refuse_parameters(visit)) return tl::unexpected(std::move(*fault));
  HttpResponse response;
  response.set("Content-Type", "application/opensearchdescription+xml; charset=utf-8");
  response.set("Cache-Control", "max-age=3600");
  response.body = visit.pages.opensearch(public_address(visit));
  return response;
}

}  // namespace izvor
