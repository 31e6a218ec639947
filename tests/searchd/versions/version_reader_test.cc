#include "searchd/versions/version_reader.h"

#include <gmock/gmock.h>

#include "tests/support/capture_builder.h"
#include "tests/support/temporary_directory.h"

namespace izvor {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string document(const std::string& text) {
  return "<html lang=\"bg\"><head><title>Заглавие</title></head><body><main><h1>Заглавие</h1><p>" + text +
         "</p></main></body></html>";
}

TEST(VersionReader, ReadsWhatEachVersionSaid) {
  const testing::TemporaryDirectory directory;
  VersionReader reader(directory.path(), 1'000'000);
  const Url url = *Url::parse("https://a.eu/one");
  EXPECT_FALSE(reader.versions_of(page_id_of(url))) << "there is no archive yet";
  {
    auto archive = PageArchive::open_for_writing(directory.path());
    ASSERT_TRUE(archive) << archive.error().message;
    ASSERT_TRUE(archive->store(testing::fetched_page("https://a.eu/one", document("Първият текст на страницата."))));
    ASSERT_TRUE(archive->store(
        testing::fetched_page("https://a.eu/one", document("Вторият текст на страницата."), "2024-04-01T00:00:00Z")));
    ASSERT_TRUE(archive->store_gone(url, UtcTime(std::chrono::seconds(1'800'000'000)), 410, "410"));
    ASSERT_TRUE(archive->acknowledge());
  }
  const auto versions = reader.versions_of(page_id_of(url));
  ASSERT_TRUE(versions) << versions.error().message;
  ASSERT_EQ(versions->size(), 3U);
  const auto gone = reader.text_of(versions->at(0)), second = reader.text_of(versions->at(1)),
             first = reader.text_of(versions->at(2));
  ASSERT_TRUE(gone && second && first);
  EXPECT_EQ(gone->missing, "the page is gone");
  EXPECT_THAT(second->text, HasSubstr("Вторият текст"));
  EXPECT_THAT(first->text, HasSubstr("Първият текст"));
  EXPECT_THAT(first->text, Not(HasSubstr("<p>")));
  EXPECT_EQ(first->title, "Заглавие");
}

TEST(VersionReader, AVersionThatIsNoPageSaysWhatItIs) {
  const testing::TemporaryDirectory directory;
  Capture pdf = testing::fetched_page("https://a.eu/x.pdf", "%PDF-1.4");
  pdf.fields = {{"Content-Type", "application/pdf"}};
  {
    auto archive = PageArchive::open_for_writing(directory.path());
    ASSERT_TRUE(archive);
    ASSERT_TRUE(archive->store(pdf));
    ASSERT_TRUE(archive->acknowledge());
  }
  VersionReader reader(directory.path(), 1'000'000);
  const auto versions = reader.versions_of(page_id_of(pdf.url));
  ASSERT_TRUE(versions);
  const auto text = reader.text_of(versions->at(0));
  ASSERT_TRUE(text);
  EXPECT_THAT(text->missing, HasSubstr("pdf"));
}

}  // namespace
}  // namespace izvor
