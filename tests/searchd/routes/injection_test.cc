// Script injection through everything that pages, people and programs can put into an answer. HTML is parsed as a browser
// does, feeds as a reader does; what counts is what came to life there.
#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "crawler/html/walk.h"
#include "izvor/html_document.h"
#include "searchd/http/target.h"
#include "tests/searchd/routes/injection_payloads.h"
#include "tests/searchd/routes/route_bench.h"
#include "tests/support/xml_elements.h"

namespace izvor {
namespace {

using testing::answer_of;
using testing::full_hit;
using testing::injection_payloads;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

/// The element's name as written, for those that Gumbo does not know, too.
std::string name_of(const GumboNode& node) {
  if (node.v.element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(node.v.element.tag);
  GumboStringPiece piece = node.v.element.original_tag;
  gumbo_tag_from_original_text(&piece);
  return lower({piece.data, piece.length});
}

/// Elements of our own templates and nothing else.
const std::set<std::string>& own_elements() {
  static const std::set<std::string> names = {
      "html",   "head",   "meta", "title",   "link",    "script", "body", "a",       "header",  "svg",  "path",
      "circle", "span",   "form", "label",   "input",   "button", "div",  "aside",   "section", "h1",   "h2",
      "ul",     "li",     "ol",   "details", "summary", "main",   "p",    "article", "mark",    "time", "nav",
      "footer", "strong", "dl",   "dt",      "dd",      "del",    "ins",  "code",    "pre",     "kbd",  "br"};
  return names;
}

bool is_safe_address(std::string_view value) {
  return value.empty() || value.starts_with("https://") || value.starts_with("http://") ||
         (value.starts_with('/') && !value.starts_with("//")) || value.starts_with('#');
}

/// What is alive in one element that should not be; empty when nothing is.
std::string living(const GumboNode& node) {
  const std::string name = name_of(node);
  if (!own_elements().contains(name)) return "<" + name + ">";
  if (name == "script" && !attribute_of(node, "src").starts_with("/assets/script-")) return "a foreign script";
  const GumboVector& attributes = node.v.element.attributes;
  for (unsigned i = 0; i < attributes.length; ++i) {
    const auto& attribute = *static_cast<const GumboAttribute*>(attributes.data[i]);
    const std::string attribute_name = lower(attribute.name);
    if (attribute_name.starts_with("on") || attribute_name == "style" || attribute_name == "srcdoc" ||
        attribute_name == "http-equiv")
      return "the attribute " + attribute_name;
    const bool address = attribute_name == "href" || attribute_name == "src" || attribute_name == "action" ||
                         attribute_name == "formaction" || attribute_name == "xlink:href";
    if (address && !is_safe_address(attribute.value)) return attribute_name + "=" + attribute.value;
  }
  return {};
}

std::vector<std::string> all_living(std::string_view html) {
  std::vector<std::string> found;
  const auto document = HtmlDocument::parse(html);
  if (!document) return {document.error().message};
  walk(document->root(), [&](const GumboNode& node) {
    if (!is_element(node)) return true;
    if (std::string alive = living(node); !alive.empty()) found.push_back(std::move(alive));
    return true;
  });
  return found;
}

class Injection : public testing::RouteBench {
 protected:
  /// Everything that a page can say, and everything that an answer says of it.
  void put_everywhere(const std::string& payload) {
    SearchHit hit = full_hit();
    const auto length = static_cast<std::uint32_t>(payload.size());
    hit.title = {payload, {{1, 3}, {4, length + 5}}};
    hit.snippets = {{{payload, {{0, 2}, {1, 9}}}, payload}, {{"x " + payload, {}}, "https://example.eu/#:~:text=" + payload}};
    hit.language = hit.type = hit.why = payload;
    hit.topics = {payload};
    hit.url = urls_ = "https://example.eu/" + payload;
    hit.duplicates = {payload, urls_};
    SearchHit bare = hit;
    bare.url = payload;
    bare.snippets.clear();
    outcome = answer_of({hit, bare});
    outcome->undoable = true;
    outcome->query = payload;
    for (const char* kind : {"spelling", "synonym", "words dropped", "quotes", "dates", "phrase as words", "new kind"})
      outcome->understood.push_back({kind, payload, payload});
    outcome->offers = {{payload, payload, payload, payload}};
    outcome->facets.types = outcome->facets.topics = outcome->facets.years = outcome->facets.sites = {{payload, 3}};
    suggestions = std::vector<Suggestion>{{payload, 1}};
    similar = std::vector<SimilarPage>{
        {.id = known_page, .url = payload, .title = payload, .language = payload, .type = payload, .published = {}}};
    versions.clear();
    for (const Sequence sequence : {2U, 1U}) {
      versions.push_back({.sequence = sequence,
                          .page = known_page,
                          .url = sequence == 2 ? payload : urls_,
                          .fetched = {},
                          .kind = VersionKind::kContent,
                          .status = 200,
                          .content_type = payload,
                          .payload_digest = payload,
                          .position = {}});
      texts[sequence] = {.title = payload, .text = (sequence == 1 ? "old " : "new ") + payload + "\n", .missing = payload};
    }
    changes = std::vector<PageChange>{
        {.sequence = 3, .page = known_page, .url = payload, .title = payload, .kind = PageChange::Kind::kNew, .fetched = {}},
        {.sequence = 4, .page = known_page, .url = urls_, .title = "", .kind = PageChange::Kind::kGone, .fetched = {}}};
    index.problem = payload;
  }

  void expect_dead_page(const std::string& target) {
    const auto response = get(target, {{"Accept", "text/html"}});
    ASSERT_EQ(response.field("Content-Type"), "text/html; charset=utf-8") << target;
    EXPECT_THAT(all_living(response.body), ::testing::IsEmpty()) << target << "\n" << response.body;
    expect_dead_fields(response);
  }
  static void expect_dead_fields(const HttpResponse& response) {
    for (const auto& [name, value] : response.fields)
      EXPECT_EQ(value.find_first_of("\r\n"), std::string::npos) << name << ": " << value;
  }
  void expect_dead_feed(const std::string& target) {
    const auto response = get(target);
    ASSERT_EQ(response.status, 200) << target << response.body;
    for (const auto& element : testing::xml_elements(response.body)) {
      EXPECT_EQ(element.space, "http://www.w3.org/2005/Atom") << element.path;
      if (const auto href = element.attributes.find("href"); href != element.attributes.end()) {
        EXPECT_TRUE(href->second.starts_with("http")) << href->second;
      }
    }
  }
  /// JSON is never taken for a page, and its _html members have no markup but <mark>.
  void expect_dead_json(const std::string& target) {
    const auto response = get(target);
    EXPECT_TRUE(response.field("Content-Type").find("json") != std::string_view::npos) << target;
    EXPECT_EQ(response.field("X-Content-Type-Options"), "nosniff");
    const boost::json::value body = boost::json::parse(response.body);
    const auto* results = body.is_object() ? body.get_object().if_contains("results") : nullptr;
    if (!results) return;
    for (const auto& result : results->as_array())
      for (const char* member : {"title_html", "snippet_html"})
        if (const auto* html = result.as_object().if_contains(member)) {
          EXPECT_THAT(all_living(std::string_view(html->as_string())), ::testing::IsEmpty());
        }
  }

  std::string urls_;
};

TEST_F(Injection, ThereAreThreeHundredPayloads) {
  const auto payloads = injection_payloads();
  EXPECT_GE(std::set<std::string>(payloads.begin(), payloads.end()).size(), 300U);
}

TEST_F(Injection, NothingThatPagesSayComesToLife) {
  for (const std::string& payload : injection_payloads()) {
    SCOPED_TRACE(payload);
    put_everywhere(payload);
    for (const char* target : {"/search?q=x", "/search?q=x&type=news&sort=newest&offset=10"}) expect_dead_page(target);
    expect_dead_page("/pages/" + known_page);
    expect_dead_page("/pages/" + known_page + "/diff?from=1&to=2");
    expect_dead_feed("/search.atom?q=x");
    expect_dead_feed("/changes.atom");
    for (const char* target : {"/api/v1/search?q=x", "/api/v1/changes", "/api/v1/suggest?q=x", "/suggest?q=x"})
      expect_dead_json(target);
    expect_dead_json("/api/v1/pages/" + known_page + "/similar");
    expect_dead_json("/api/v1/pages/" + known_page + "/diff?from=1&to=2");
    index.ready = false;
    expect_dead_page("/");
    expect_dead_json("/readyz");
    expect_dead_json("/api/v1/changes");
    index.ready = true;
  }
}

TEST_F(Injection, NothingThatVisitorsSendComesToLife) {
  for (const std::string& payload : injection_payloads()) {
    SCOPED_TRACE(payload);
    outcome = answer_of({full_hit()});
    outcome->undoable = true;
    const std::string sent = encode_component(payload);
    for (const char* name : {"q", "limit", "offset", "sort", "type", "topic", "site", "lang", "from", "to", "changed_from",
                             "changed_to", "as_of", "fold", "literally"}) {
      const std::string query = std::string(name) == "q" ? "q=" + sent : "q=x&" + std::string(name) + "=" + sent;
      expect_dead_page("/search?" + query);
      expect_dead_json("/api/v1/search?" + query);
    }
    expect_dead_page("/search?q=x&" + sent + "=1");
    expect_dead_page("/nothing/" + sent);
    expect_dead_page("/pages/" + sent);
    expect_dead_feed("/search.atom?q=" + sent);
    expect_dead_json("/api/v1/suggest?q=" + sent);
    for (const char* field : {"Host", "Origin", "Accept-Language", "Referer", "User-Agent", "If-None-Match"}) {
      for (const char* target : {"/embed", "/opensearch.xml", "/search?q=x", "/nothing"}) {
        const auto response =
            ask({.method = "GET", .target = target, .fields = {{"Accept", "text/html"}, {field, payload}}, .body = {}});
        expect_dead_fields(response);
        if (response.field("Content-Type").starts_with("text/html")) {
          EXPECT_THAT(all_living(response.body), ::testing::IsEmpty()) << field << " " << target;
        }
        if (std::string_view(target) == "/opensearch.xml") {
          EXPECT_NO_THROW((void)testing::xml_elements(response.body));
        }
      }
    }
  }
}

}  // namespace
}  // namespace izvor
