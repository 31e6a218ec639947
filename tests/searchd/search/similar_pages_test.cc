#include "searchd/search/similar_pages.h"

#include <gmock/gmock.h>

#include "izvor/page_id.h"
#include "tests/support/page_index.h"

namespace izvor::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SimilarPages : public ::testing::Test {
 protected:
  SimilarPages() {
    add("cables", "Морски кабели", "Подводните кабели свързват острови. Кораб полага кабела на дъното на морето.");
    add("cable-ships", "Кораби", "Корабът за кабели поправя подводен кабел, когато котва го скъса на дъното.");
    add("islands", "Острови", "Островите имат пристанища и рибари, а хората там обичат морето.");
    add("wallet", "Портфейл", "Европейският портфейл пази документи и дипломи на гражданите.");
    add("diplomas", "Дипломи", "Дипломите и други документи се признават във всяка държава.");
    add("english", "Cables", "Подводните кабели свързват острови. Кораб полага кабела на дъното на морето.", "en");
  }

  void add(const std::string& name, const std::string& title, const std::string& text, const std::string& language = "bg") {
    ExtractedPage page;
    page.title = title;
    page.text = text;
    page.language = language;
    index_.add("a.eu/" + name, page);
  }

  [[nodiscard]] std::optional<std::vector<std::string>> similar_to(const std::string& name, unsigned limit = 10) {
    const Xapian::Database database(index_.database().string());
    const auto pages = similar_pages(database, page_id_of(Url::parse("https://a.eu/" + name).value()), limit);
    if (!pages) return std::nullopt;
    std::vector<std::string> names;
    for (const SimilarPage& page : *pages) names.push_back(page.url.substr(page.url.rfind('/') + 1));
    return names;
  }

  PageIndex index_;
};

TEST_F(SimilarPages, ShareTheWordsThatTellAPageFromOthers) {
  EXPECT_THAT(similar_to("cables").value(), ElementsAre("cable-ships", "islands"));
  EXPECT_THAT(similar_to("wallet").value(), ElementsAre("diplomas"));
}

TEST_F(SimilarPages, AreAtMostSoMany) { EXPECT_THAT(similar_to("cables", 1).value(), ElementsAre("cable-ships")); }

TEST_F(SimilarPages, OfAPageThatSharesNothingAreNone) {
  add("lonely", "Ето", "Хипопотам.");
  EXPECT_THAT(similar_to("lonely").value(), IsEmpty());
}

TEST_F(SimilarPages, OfAnUnknownPageAreNoAnswer) { EXPECT_FALSE(similar_to("nowhere")); }

}  // namespace
}  // namespace izvor::testing
