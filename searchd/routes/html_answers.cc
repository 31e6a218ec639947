#include <functional>

#include "searchd/routes/answers.h"
#include "searchd/routes/revision.h"
#include "searchd/routes/search_question.h"
#include "searchd/web/embedded_file.h"
#include "searchd/web/html_pages.h"
#include "searchd/wording/wording.h"

namespace izvor {
namespace {

HttpResponse redirect(std::string to) {
  HttpResponse response;
  response.status = 303;
  response.set("Location", std::move(to));
  return response;
}

/// Scripts speak both languages; what they say is kept with all other sentences.
const std::string& embed_script() {
  static const std::string script = with_sentences(embedded_file("assets/izvor-search.js").bytes, Language::kBulgarian);
  return script;
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
  auto question = read_search_question(visit.target, Audience::kPeople);
  if (!question) return tl::unexpected(question.error());
  if (question->text.find_first_not_of(' ') == std::string::npos) return redirect("/");
  std::string tag = revision_of(visit.services.index_state());
  if (has_revision(visit.request, tag)) return not_modified(std::move(tag));
  question->count_choices = true;
  const auto answer = ask_index(visit, *question);
  if (!answer) return tl::unexpected(answer.error());
  count_question(visit, *question, *answer);
  HttpResponse response = html_response(visit.pages.results({*question, *answer, known_parameters(visit.target)}));
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
  const std::string& script = embed_script();
  std::string tag = "\"" + std::to_string(std::hash<std::string>()(script)) + "\"";
  if (has_revision(visit.request, tag)) return not_modified(std::move(tag));
  HttpResponse response;
  response.set("Content-Type", std::string(media_type_of("izvor-search.js")));
  response.set("Cache-Control", "public, max-age=3600");
  response.set("ETag", std::move(tag));
  response.body = script;
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
    response.body = with_sentences(file.bytes, Language::kBulgarian);
    return response;
  }
  return tl::unexpected(Problem{404, say_in_both(sentence("no_such_file")), {}});
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
