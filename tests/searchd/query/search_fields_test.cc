#include "searchd/query/search_fields.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "searchd/query/query_parser.h"

namespace izvor {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The filters as text, to compare.
std::string filters_as_text(const Filters& filters) {
  std::string out;
  for (const SearchField& field : search_fields()) {
    if (field.values != nullptr)
      for (const std::string& value : filters.*field.values) out.append(field.parameter).append("=").append(value).append(" ");
    if (field.time != nullptr && filters.*field.time)
      out.append(field.parameter).append("=").append(format_rfc3339(*(filters.*field.time))).append(" ");
  }
  return out;
}

std::string in_query(const std::string& text) {
  const auto parsed = parse_query(text);
  return parsed && parsed->clauses.empty() ? filters_as_text(*parsed) : "words";
}

std::string in_address(std::string_view parameter, std::string_view value) {
  Filters filters;
  return add_to(*field_of_parameter(parameter), value, filters) ? filters_as_text(filters) : "words";
}

TEST(SearchFields, AQueryAnAddressAndEitherLanguageAskTheSame) {
  struct Case {
    const char *parameter, *value, *meant;
  };
  const Case cases[] = {{"site", "Example.EU", "site=example.eu "},
                        {"site", "https://example.eu/bg", "site=example.eu "},
                        {"site", "a.eu,B.eu", "site=a.eu site=b.eu "},
                        {"type", "новини", "type=news "},
                        {"type", "НОВИНА", "type=news "},
                        {"type", "News", "type=news "},
                        {"type", "публикация", "type=library "},
                        {"type", "news,събития", "type=news type=events "},
                        {"type", "legislation", "type=legislation "},
                        {"type", "глупости", "words"},
                        {"type", "news,", "words"},
                        {"lang", "BG", "lang=bg "},
                        {"lang", "bg-BG", "lang=bg "},
                        {"lang", "Български", "lang=bg "},
                        {"lang", "English", "lang=en "},
                        {"lang", "клингонски", "words"},
                        {"topic", "Данни", "topic=Данни "},
                        {"from", "2024-06", "from=2024-06-01T00:00:00Z "},
                        {"to", "2024-06", "to=2024-07-01T00:00:00Z "},
                        {"to", "13.06.2024", "to=2024-06-14T00:00:00Z "},
                        {"from", "2024-06-13T10:00:00Z", "from=2024-06-13T10:00:00Z "},
                        {"to", "2024-06-13T10:00:00Z", "to=2024-06-13T10:00:00Z "},
                        {"changed_from", "2024", "changed_from=2024-01-01T00:00:00Z "},
                        {"changed_to", "2024", "changed_to=2025-01-01T00:00:00Z "},
                        {"from", "вчера", "words"}};
  for (const auto& [parameter, value, meant] : cases) {
    const SearchField& field = *field_of_parameter(parameter);
    EXPECT_EQ(in_address(parameter, value), meant) << parameter << " " << value;
    for (const std::string_view name : {field.bulgarian, field.english, field.parameter})
      EXPECT_EQ(in_query(std::string(name) + ":" + value), meant) << name << " " << value;
  }
  EXPECT_EQ(in_query("САЙТ:Example.EU Type:News ЕЗИК:BG"), "type=news site=example.eu lang=bg ");
}

TEST(SearchFields, EachKindOfPageIsAskedForByAnyOfItsNames) {
  for (const PageType& type : kPageTypes) {
    const std::string meant = "type=" + std::string(type.code) + " ";
    for (const std::string_view name : {type.code, type.many.bulgarian, type.many.english, type.one.bulgarian, type.one.english})
      EXPECT_EQ(in_address("type", name), meant) << name;
  }
}

TEST(SearchFields, EachExampleIsUnderstood) {
  for (const SearchField& field : search_fields()) {
    const auto parsed = parse_query(field.example);
    ASSERT_TRUE(parsed) << field.example;
    if (field.kind == FieldKind::kTitle) {
      ASSERT_EQ(parsed->clauses.size(), 1U);
      EXPECT_EQ(parsed->clauses.front().field, QueryField::kTitle);
    } else {
      EXPECT_THAT(parsed->clauses, IsEmpty()) << field.example;
      EXPECT_EQ(fields_in(*parsed), 1U) << field.example;
    }
  }
}

TEST(SearchFields, HaveNamesOfTheirOwn) {
  std::set<std::string_view> names;
  for (const SearchField& field : search_fields()) {
    std::set<std::string_view> own = {field.bulgarian, field.english, field.parameter};
    for (const std::string_view name : own) EXPECT_TRUE(names.insert(name).second) << name;
  }
}

TEST(SearchFields, ValuesOfAnyFieldCanBeLeftOut) {
  const auto parsed = parse_query("данни -език:EN -тема:Облак -сайт:A.eu -вид:новина");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(filters_as_text(parsed->excluded), "type=news topic=Облак site=a.eu lang=en ");
  EXPECT_THAT(parsed->clauses, ::testing::SizeIs(1));
}

}  // namespace
}  // namespace izvor
