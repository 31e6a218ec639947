#include "searchd/web/html_pages.h"

#include <kainjow/mustache.hpp>
#include <stdexcept>

#include "searchd/web/embedded_file.h"
#include "searchd/web/markup.h"
#include "searchd/web/results_model.h"
#include "searchd/web/version_models.h"
#include "searchd/web/wording.h"

namespace izvor {
namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;
using kainjow::mustache::partial;

std::string template_text(std::string_view name) {
  return std::string(embedded_file("templates/" + std::string(name) + ".mustache").bytes);
}

mustache parsed(std::string_view name) {
  mustache result(template_text(name));
  if (!result.is_valid()) throw std::logic_error("template " + std::string(name) + ": " + result.error_message());
  return result;
}

std::string asset(std::string_view name) { return std::string(embedded_file("assets/" + std::string(name)).public_name); }

}  // namespace

struct HtmlPages::Templates {
  mustache layout = parsed("layout"), start = parsed("start"), results = parsed("results"), problem = parsed("problem"),
           embed = parsed("embed"), versions = parsed("versions"), diff = parsed("diff"), atom = parsed("atom"),
           opensearch = parsed("opensearch");
  const std::string style = asset("style.css"), script = asset("script.js"), icon = asset("icon.svg");

  /// The template inside the common frame. `kind` becomes the body's class.
  std::string page(mustache& content, data model, const std::string& title, const char* kind, bool unlisted) {
    model.set("mark", partial([] { return template_text("mark"); }));
    model.set("header", partial([] { return template_text("header"); }));
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

HtmlPages::HtmlPages() : templates_(std::make_unique<Templates>()) {}
HtmlPages::HtmlPages(HtmlPages&&) noexcept = default;
HtmlPages& HtmlPages::operator=(HtmlPages&&) noexcept = default;
HtmlPages::~HtmlPages() = default;

std::string HtmlPages::start(const StartView& view) const {
  data model;
  model.set("ready", view.ready);
  model.set("problem", view.problem);
  model.set("pages", grouped(view.pages) + (view.pages == 1 ? " страница" : " страници"));
  return templates_->page(templates_->start, model, "Извор: търсене в цифровата политика на ЕС", "start", false);
}

std::string HtmlPages::results(const ResultsView& view) const {
  return templates_->page(templates_->results, results_model(view), view.request.text + " · Извор", "results", true);
}

std::string HtmlPages::problem(const ProblemView& view) const {
  data model;
  model.set("status", std::to_string(view.status));
  model.set("title", view.title);
  model.set("detail", view.detail);
  model.set("query", view.query);
  return templates_->page(templates_->problem, model, view.title + " · Извор", "problem", true);
}

std::string HtmlPages::embed(const std::string& address) const {
  data model;
  model.set("query", "");
  model.set("address", address);
  const std::string form = "<form action=\"" + address +
                           "/search\" method=\"get\" role=\"search\">\n"
                           "  <label for=\"izvor-q\">Търсене в цифровата политика на ЕС</label>\n"
                           "  <input id=\"izvor-q\" name=\"q\" type=\"search\" required>\n"
                           "  <button type=\"submit\">Търсене</button>\n"
                           "</form>";
  model.set("form", form);
  model.set("element", "<script src=\"" + address + "/embed/izvor-search.js\" defer></script>\n<izvor-search>\n" + form +
                           "\n</izvor-search>");
  return templates_->page(templates_->embed, model, "Поле за търсене във вашия сайт · Извор", "embed", false);
}

std::string HtmlPages::versions(const std::vector<PageVersion>& versions) const {
  data list{data::type::list};
  std::size_t number = versions.size();
  for (const PageVersion& version : versions) {
    data entry;
    entry.set("number", std::to_string(number--));
    entry.set("sequence", std::to_string(version.sequence));
    entry.set("date", bulgarian_date(version.fetched));
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
  return templates_->page(templates_->versions, model, "Запазени версии · Извор", "versions", true);
}

std::string HtmlPages::diff(const DiffView& view) const {
  return templates_->page(templates_->diff, diff_model(view), "Разлики между две версии · Извор", "diff", true);
}

std::string HtmlPages::feed(const FeedView& view) const { return templates_->atom.render(feed_model(view)); }

std::string HtmlPages::opensearch(const std::string& address) const {
  data model;
  model.set("address", address);
  model.set("icon", templates_->icon);
  return templates_->opensearch.render(model);
}

}  // namespace izvor
