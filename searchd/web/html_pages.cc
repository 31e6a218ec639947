#include "searchd/web/html_pages.h"

#include <kainjow/mustache.hpp>
#include <stdexcept>

#include "searchd/http/target.h"
#include "searchd/query/search_fields.h"
#include "searchd/web/embedded_file.h"
#include "searchd/web/markup.h"
#include "searchd/web/results_model.h"
#include "searchd/web/version_models.h"
#include "searchd/wording/wording.h"

namespace izvor {
namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;
using kainjow::mustache::partial;

std::string template_text(std::string_view name, Language language) {
  return with_sentences(embedded_file("templates/" + std::string(name) + ".mustache").bytes, language);
}

mustache parsed(std::string_view name, Language language) {
  mustache result(template_text(name, language));
  if (!result.is_valid()) throw std::logic_error("template " + std::string(name) + ": " + result.error_message());
  return result;
}

std::string asset(std::string_view name) { return std::string(embedded_file("assets/" + std::string(name)).public_name); }

}  // namespace

struct HtmlPages::Templates {
  explicit Templates(Language chosen) : language(chosen) {}

  const Language language;
  mustache layout = parsed("layout", language), start = parsed("start", language), results = parsed("results", language),
           problem = parsed("problem", language), embed = parsed("embed", language), versions = parsed("versions", language),
           diff = parsed("diff", language), atom = parsed("atom", language), opensearch = parsed("opensearch", language);
  const std::string style = asset("style.css"), script = asset("script.js"), icon = asset("icon.svg");

  [[nodiscard]] std::string said(const Sentence& sentence) const { return say(language, sentence); }
  /// templates_->titled(templates_->said(sentence("kept_versions")))
  [[nodiscard]] std::string titled(const std::string& title) const {
    return say(language, sentence("title_of_page"), {{"title", title}});
  }

  /// The template inside the common frame. `kind` becomes the body's class.
  std::string page(mustache& content, data model, const std::string& title, const char* kind, bool unlisted) {
    model.set("mark", partial([this] { return template_text("mark", language); }));
    model.set("header", partial([this] { return template_text("header", language); }));
    data frame;
    frame.set("title", title);
    frame.set("style", style);
    frame.set("script", script);
    frame.set("icon", icon);
    frame.set("kind", kind);
    frame.set("unlisted", unlisted);
    frame.set("content", content.render(model));
    return layout.render(frame);
  }
};

HtmlPages::HtmlPages(Language language) : templates_(std::make_unique<Templates>(language)) {}
HtmlPages::HtmlPages(HtmlPages&&) noexcept = default;
HtmlPages& HtmlPages::operator=(HtmlPages&&) noexcept = default;
HtmlPages::~HtmlPages() = default;

std::string HtmlPages::start(const StartView& view) const {
  data model;
  model.set("ready", view.ready);
  model.set("problem", view.problem);
  data fields{data::type::list};
  for (const SearchField& field : search_fields()) {
    data entry;
    entry.set("example", std::string(field.example));
    entry.set("link", "/search?q=" + encode_component(field.example));
    entry.set("help", templates_->said(*field.help));
    fields << entry;
  }
  model.set("fields", fields);
  model.set("pages", grouped(view.pages, templates_->language));
  return templates_->page(templates_->start, model, templates_->said(sentence("start_title")), "start", false);
}

std::string HtmlPages::results(const ResultsView& view) const {
  return templates_->page(templates_->results, results_model(view, templates_->language), templates_->titled(view.request.text), "results", true);
}

std::string HtmlPages::problem(const ProblemView& view) const {
  data model;
  model.set("status", std::to_string(view.status));
  model.set("title", view.title);
  model.set("detail", view.detail);
  model.set("query", view.query);
  return templates_->page(templates_->problem, model, templates_->titled(view.title), "problem", true);
}

std::string HtmlPages::embed(const std::string& address) const {
  data model;
  model.set("query", "");
  model.set("address", address);
  const std::string form = "<form action=\"" + address +
                           "/search\" method=\"get\" role=\"search\">\n"
                           "  <label for=\"izvor-q\">" +
                           templates_->said(sentence("search_policy")) +
                           "</label>\n"
                           "  <input id=\"izvor-q\" name=\"q\" type=\"search\" required>\n"
                           "  <button type=\"submit\">" +
                           templates_->said(sentence("search")) +
                           "</button>\n"
                           "</form>";
  model.set("form", form);
  model.set("element", "<script src=\"" + address + "/embed/izvor-search.js\" defer></script>\n<izvor-search>\n" + form +
                           "\n</izvor-search>");
  return templates_->page(templates_->embed, model, templates_->titled(templates_->said(sentence("box_for_your_site"))), "embed", false);
}

std::string HtmlPages::versions(const std::vector<PageVersion>& versions) const {
  data list{data::type::list};
  std::size_t number = versions.size();
  for (const PageVersion& version : versions) {
    data entry;
    entry.set("number", std::to_string(number--));
    entry.set("sequence", std::to_string(version.sequence));
    entry.set("date", written_date(version.fetched, templates_->language));
    entry.set("datetime", format_rfc3339(version.fetched));
    entry.set("gone", version.kind == VersionKind::kGone);
    // Newest first: the next one in the list is the one before in time.
    if (&version != &versions.back()) entry.set("before", std::to_string((&version + 1)->sequence));
    if (!version.payload_digest.empty()) entry.set("digest", version.payload_digest.substr(0, 23) + "…");
    list << entry;
  }
  data model;
  model.set("query", "");
  model.set("url", is_web_address(versions.front().url) ? versions.front().url : "#");
  model.set("id", versions.front().page);
  model.set("versions", list);
  return templates_->page(templates_->versions, model, templates_->titled(templates_->said(sentence("kept_versions"))), "versions", true);
}

std::string HtmlPages::diff(const DiffView& view) const {
  return templates_->page(templates_->diff, diff_model(view, templates_->language), templates_->titled(templates_->said(sentence("differences"))), "diff", true);
}

std::string HtmlPages::feed(const FeedView& view) const { return templates_->atom.render(feed_model(view)); }

std::string HtmlPages::opensearch(const std::string& address) const {
  data model;
  model.set("address", address);
  model.set("icon", templates_->icon);
  return templates_->opensearch.render(model);
}

}  // namespace izvor
