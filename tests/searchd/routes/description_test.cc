// /openapi.json true to the letter, from its side: each parameter that it describes is taken, within the bounds that it gives,
// and no other; each operation answers HEAD.
#include <gmock/gmock.h>

#include <algorithm>
#include <boost/json.hpp>

#include "searchd/http/target.h"
#include "searchd/query/search_fields.h"
#include "tests/searchd/routes/route_bench.h"

namespace izvor {
namespace {

namespace json = boost::json;

struct Operation {
  std::string method, path;
  json::array parameters;
};

std::vector<Operation> operations() {
  std::vector<Operation> all;
  const json::value description = json::parse(embedded_file("assets/openapi.json").bytes);
  for (const auto& [path, item] : description.at("paths").as_object()) {
    for (const auto& [method, operation] : item.as_object()) {
      const json::value* parameters = operation.as_object().if_contains("parameters");
      all.push_back({std::string(method) == "post" ? "POST" : "GET", std::string(path),
                     parameters ? parameters->as_array() : json::array()});
    }
  }
  return all;
}

/// A value that the schema allows, and that the field takes.
std::string sample_of(const json::object& parameter) {
  if (parameter.at("name") == "type") return "news";
  if (parameter.at("name") == "lang") return "bg";
  const json::object& schema = parameter.at("schema").as_object();
  if (const json::value* allowed = schema.if_contains("enum")) return std::string(allowed->at(0).as_string());
  const std::string type(schema.contains("type") ? std::string_view(schema.at("type").as_string()) : "string");
  if (type == "integer") return std::to_string(schema.contains("minimum") ? schema.at("minimum").to_number<std::int64_t>() : 1);
  if (type == "boolean") return "true";
  // Days and times; words take them, too.
  return "2024-03-26";
}

class DescriptionTest : public testing::RouteBench {
 protected:
  DescriptionTest() {
    outcome = testing::answer_of({testing::full_hit()});
    versions = {{.sequence = 1,
                 .page = known_page,
                 .url = "https://example.eu/x",
                 .fetched = {},
                 .kind = VersionKind::kContent,
                 .status = 200,
                 .content_type = "text/html",
                 .payload_digest = "sha256:00",
                 .position = {}}};
  }

  /// The address with every parameter that is required, and one more.
  std::string address(const Operation& operation, const std::string& name, const std::string& value) {
    std::string path = operation.path, query;
    if (const auto id = path.find("{id}"); id != std::string::npos) path.replace(id, 4, known_page);
    for (const json::value& each : operation.parameters) {
      const json::object& parameter = each.as_object();
      const bool required = parameter.contains("required") && parameter.at("required").as_bool();
      if (parameter.at("in") != "query" || !required || parameter.at("name") == json::string_view(name)) continue;
      query += "&" + std::string(parameter.at("name").as_string()) + "=" + encode_component(sample_of(parameter));
    }
    if (!name.empty()) query += "&" + name + "=" + encode_component(value);
    return query.empty() ? path : path + "?" + query.substr(1);
  }
};

TEST_F(DescriptionTest, EachDescribedParameterIsTaken) {
  for (const Operation& operation : operations()) {
    if (operation.method != "GET") continue;
    for (const json::value& each : operation.parameters) {
      const json::object& parameter = each.as_object();
      if (parameter.at("in") != "query") continue;
      const std::string target = address(operation, std::string(parameter.at("name").as_string()), sample_of(parameter));
      EXPECT_LT(get(target).status, 400) << target;
    }
  }
}

TEST_F(DescriptionTest, BoundsOfNumbersAreThoseThatAreKept) {
  for (const Operation& operation : operations()) {
    for (const json::value& each : operation.parameters) {
      const json::object& schema = each.at("schema").as_object();
      const std::string name(each.at("name").as_string());
      if (each.at("in") != "query") continue;
      for (const auto& [bound, step] : {std::pair("minimum", -1), std::pair("maximum", 1)}) {
        if (!schema.contains(bound)) continue;
        const auto last = schema.at(bound).to_number<std::int64_t>();
        const std::string inside = address(operation, name, std::to_string(last));
        // A version of a number may not be there.
        EXPECT_TRUE(get(inside).status == 404 || get(inside).status < 400) << inside;
        EXPECT_EQ(get(address(operation, name, std::to_string(last + step))).status, 400) << inside << " and one more";
      }
    }
  }
}

TEST_F(DescriptionTest, NoOtherParameterIsTakenButPagesForPeopleIgnoreIt) {
  for (const Operation& operation : operations()) {
    if (operation.method != "GET") continue;
    const std::string target = address(operation, "nonsense", "1");
    const std::string plain = address(operation, "", "");
    const bool for_people = get(plain).field("Content-Type").starts_with("text/html");
    EXPECT_EQ(get(target).status, for_people ? get(plain).status : 400) << target;
  }
}

TEST_F(DescriptionTest, EveryFieldOfASearchIsDescribed) {
  const json::value description = json::parse(embedded_file("assets/openapi.json").bytes);
  for (const SearchField& field : search_fields()) {
    for (const char* path : {"/api/v1/search", "/search", "/search.atom"}) {
      const json::array& parameters = description.at("paths").at(path).at("get").at("parameters").as_array();
      EXPECT_TRUE(std::ranges::any_of(parameters, [&](const json::value& each) {
        return each.at("name") == json::string_view(field.parameter.data(), field.parameter.size());
      })) << field.parameter << " of " << path;
    }
    const json::value& posted = description.at("components").at("schemas").at("PostedSearch").at("properties");
    EXPECT_TRUE(posted.as_object().contains(field.parameter)) << field.parameter;
  }
}

TEST_F(DescriptionTest, EachGetAnswersHeadLikewise) {
  for (const Operation& operation : operations()) {
    if (operation.method != "GET") continue;
    const std::string target = address(operation, "", "");
    const int status = get(target).status;
    EXPECT_EQ(ask({.method = "HEAD", .target = target, .fields = {{"Host", "search.example.eu"}}, .body = {}}).status, status)
        << target;
  }
}

}  // namespace
}  // namespace izvor
