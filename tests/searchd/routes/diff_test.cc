// What changed between two versions, as JSON and as a page.
#include <gmock/gmock.h>

#include "tests/searchd/routes/route_bench.h"

namespace izvor {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class DiffApi : public testing::RouteBench {
 protected:
  DiffApi() {
    const PageVersion first{.sequence = 3,
                            .page = known_page,
                            .url = "https://example.eu/x",
                            .fetched = UtcTime(std::chrono::seconds(86'400)),
                            .kind = VersionKind::kContent,
                            .status = 200,
                            .content_type = "text/html",
                            .payload_digest = "sha256:00",
                            .position = {}};
    PageVersion second = first;
    second.sequence = 8;
    second.payload_digest = "sha256:01";
    versions = {second, first};
    texts[3] = {.title = "Старо", .text = "Срокът е 1 май.\n<b>Общо.</b>\n", .missing = {}};
    texts[8] = {.title = "Ново", .text = "Срокът е 15 юни.\n<b>Общо.</b>\n", .missing = {}};
  }
  [[nodiscard]] std::string api(const std::string& query) const { return "/api/v1/pages/" + known_page + "/diff?" + query; }
};

TEST_F(DiffApi, SaysWhatWentAndWhatCame) {
  const auto body = json_of(get(api("from=3&to=8")));
  EXPECT_EQ(body.at("from").at("title"), "Старо");
  EXPECT_EQ(body.at("to").at("sequence"), 8);
  EXPECT_EQ(body.at("changed"), true);
  EXPECT_EQ(body.at("coarse"), false);
  EXPECT_EQ(body.at("pieces").at(0), boost::json::value({{"kind", "equal"}, {"text", "Срокът е "}}));
  EXPECT_EQ(body.at("pieces").at(1), boost::json::value({{"kind", "removed"}, {"text", "1 май"}}));
  EXPECT_EQ(body.at("pieces").at(2), boost::json::value({{"kind", "added"}, {"text", "15 юни"}}));
}

TEST_F(DiffApi, GoesBackInTimeToo) {
  EXPECT_EQ(json_of(get(api("from=8&to=3"))).at("pieces").at(1).at("text"), "15 юни");
  EXPECT_EQ(json_of(get(api("from=8&to=8"))).at("changed"), false);
}

TEST_F(DiffApi, AVersionWithoutTextSaysWhy) {
  texts[8] = {.title = {}, .text = {}, .missing = "the page is gone"};
  const auto body = json_of(get(api("from=3&to=8")));
  EXPECT_EQ(body.at("to").at("missing"), "the page is gone");
  EXPECT_FALSE(body.at("from").as_object().contains("missing"));
  EXPECT_EQ(body.at("pieces").as_array().size(), 1U);
}

TEST_F(DiffApi, NamesWhatIsWrong) {
  for (const char* query : {"from=3", "to=8", "", "from=x&to=8", "from=3&to=8&x=1", "from=3&from=3&to=8"})
    EXPECT_EQ(get(api(query)).status, 400) << query;
  EXPECT_EQ(get(api("from=3&to=9")).status, 404);
  EXPECT_EQ(get("/api/v1/pages/ffffffffffffffffffffffff/diff?from=3&to=8").status, 404);
  EXPECT_EQ(get("/pages/nonsense/diff?from=3&to=8").status, 404);
  text_fault = "the record is damaged";
  EXPECT_EQ(get(api("from=3&to=8")).status, 503);
}

TEST_F(DiffApi, IsAPageForPeople) {
  const auto response = get("/pages/" + known_page + "/diff?from=3&to=8");
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body, HasSubstr("<del>1 май</del><ins>15 юни</ins>"));
  EXPECT_THAT(response.body, HasSubstr("&lt;b&gt;Общо."));
  EXPECT_THAT(response.body, Not(HasSubstr("<b>Общо")));
  EXPECT_THAT(response.body, HasSubstr("/diff?from=3&amp;to=8"));
  EXPECT_THAT(get("/pages/" + known_page).body, HasSubstr("/pages/" + known_page + "/diff?from=3&amp;to=8"));
}

TEST_F(DiffApi, LongStretchesWithoutChangesAreLeftOutForPeople) {
  std::string same;
  for (int i = 0; i < 300; ++i) same += "дума ";
  texts[3].text = "а\n" + same + "\n";
  texts[8].text = "б\n" + same + "\n";
  const auto page = get("/pages/" + known_page + "/diff?from=3&to=8");
  EXPECT_LT(page.body.size(), 4500U);
  EXPECT_THAT(page.body, HasSubstr("[…]"));
  EXPECT_GT(get(api("from=3&to=8")).body.size(), same.size());
}

}  // namespace
}  // namespace izvor
