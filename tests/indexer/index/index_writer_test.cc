#include "indexer/index/index_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include <xapian.h>

#include "indexer/index/open_index.h"
#include "tests/indexer/index/index_fixture.h"

namespace izvor {
namespace {

using schema::Field;
using schema::Grade;
using ::testing::HasSubstr;

/// The code of a word that has one lemma.
WordCode codes_of_one(const std::string& word) {
  const WordGrades grades = built_analyzer().grade(word);
  return word_code(grades.root, grades.lemma);
}

class Writer : public ::testing::Test {
 protected:
  [[nodiscard]] IndexWriter open() const {
    auto writer = IndexWriter::open(folder_.path() / "live", "test");
    if (!writer) throw std::runtime_error(writer.error().message);
    return *std::move(writer);
  }

  static PageVersion version(Sequence sequence, const std::string& path) {
    PageVersion version;
    version.sequence = sequence;
    version.url = url_of(path).str();
    version.page = page_id_of(url_of(path));
    return version;
  }

  static WriteResult add(IndexWriter& writer, const PageVersion& version, const ExtractedPage& page) {
    PageAnalysis analysis;
    analyze_page(built_analyzer(), page, analysis);
    return writer.add(version, page, analysis);
  }

  static ExtractedPage page(const std::string& title, const std::string& text) {
    ExtractedPage page;
    page.title = title;
    page.text = text;
    page.language = "bg";
    page.type = "news";
    page.topics = {"Данни"};
    page.published = DatedFact{UtcTime(std::chrono::seconds(1'700'000'000)), "time"};
    return page;
  }

  [[nodiscard]] Xapian::Database read() const { return Xapian::Database((folder_.path() / "live").string()); }

  testing::TemporaryDirectory folder_;
};

TEST_F(Writer, TermsAreThoseOfTheSchema) {
  IndexWriter writer = open();
  ExtractedPage one = page("Цифрови партньорства", "Съвети\nСъюзът и Сингапур.\n");
  one.headings = {{.level = 2, .text = "Съвети", .anchor = "s", .offset = 0}};
  ASSERT_TRUE(add(writer, version(1, "a"), one));
  ASSERT_TRUE(writer.commit(1));
  const Xapian::Database index = read();
  const auto has = [&](Field field, Grade grade, const char* word) {
    return index.term_exists(schema::term_for(field, grade, word));
  };
  for (const char* word : {"съюзът", "и", "партньорства"}) EXPECT_TRUE(has(Field::kBody, Grade::kExact, word)) << word;
  for (const char* word : {"съюз", "съвет", "партньорство"}) EXPECT_TRUE(has(Field::kBody, Grade::kLemma, word)) << word;
  EXPECT_TRUE(has(Field::kTitle, Grade::kExact, "партньорства"));
  EXPECT_TRUE(has(Field::kTitle, Grade::kLemma, "партньорство"));
  EXPECT_TRUE(has(Field::kHeadings, Grade::kExact, "съвети"));
  EXPECT_FALSE(has(Field::kHeadings, Grade::kExact, "съюзът"));
  EXPECT_FALSE(has(Field::kBody, Grade::kRoot, "съюз")) << "the lemma says it";
  for (const char* term : {"Jexample.eu", "Knews", "CДанни", "Nbg", "Y2023"}) EXPECT_TRUE(index.term_exists(term)) << term;
  const Xapian::docid page = *index.postlist_begin("Knews");
  const std::string value = index.get_document(page).get_value(schema::kWords);
  const WordSequence words = read_word_sequence(value);
  ASSERT_EQ(words.title.size(), 2U);
  EXPECT_EQ(words.title[1] & kWordBits, codes_of_one("партньорства"));
  ASSERT_EQ(words.text.size(), 4U);
  EXPECT_EQ(words.text[1] & kWordBits, codes_of_one("Съюзът"));
  EXPECT_EQ(Xapian::sortable_unserialise(index.get_document(page).get_value(schema::kPublished)), 1'700'000'000.0);
}

TEST_F(Writer, ATextThatBeginsWithTheTitleHasItOnce) {
  IndexWriter writer = open();
  ASSERT_TRUE(add(writer, version(1, "a"), page("Подводни кабели", "Подводни кабели\nНов текст.\n")));
  ASSERT_TRUE(writer.commit(1));
  const Xapian::Database index = read();
  EXPECT_EQ(index.get_collection_freq(schema::term_for(Field::kBody, Grade::kLemma, "кабел")), 1U);
  EXPECT_EQ(index.get_collection_freq(schema::term_for(Field::kTitle, Grade::kLemma, "кабел")), 1U);
}

TEST_F(Writer, AListingIsMarkedAndAnOrdinaryPageIsNot) {
  IndexWriter writer = open();
  ExtractedPage listing = page("Новини", "Карти с новини.\n");
  listing.listing = true;
  ASSERT_TRUE(add(writer, version(1, "a"), listing));
  ASSERT_TRUE(add(writer, version(2, "b"), page("Новина", "Текст.\n")));
  ASSERT_TRUE(writer.commit(2));
  const Xapian::Database index = read();
  EXPECT_EQ(index.get_document(1).get_value(schema::kListing), schema::kIsListing);
  EXPECT_EQ(index.get_document(2).get_value(schema::kListing), "");
}

TEST_F(Writer, NothingIsWrittenWithoutACommit) {
  {
    IndexWriter writer = open();
    ASSERT_TRUE(add(writer, version(1, "a"), page("Заглавие", "Текст.")));
    ASSERT_TRUE(writer.commit(1));
    ASSERT_TRUE(add(writer, version(2, "b"), page("Заглавие", "Друг текст.")));
  }
  EXPECT_EQ(open().documents(), 1U);
  EXPECT_EQ(open().sequence(), 1U);
}

TEST_F(Writer, AFailedCommitIsNeverRepeated) {
  {
    IndexWriter writer = open();
    ASSERT_TRUE(add(writer, version(1, "a"), page("Заглавие", "Текст.")));
    Xapian::Document poison;
    poison.add_term(std::string(200, '\0'));
    ASSERT_TRUE(writer.replace("poison", poison));
    const WriteResult failed = writer.commit(1);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().fault, WriteFault::kDocument);
    EXPECT_FALSE(writer.commit(1));
    EXPECT_FALSE(writer.remove("a"));
  }
  IndexWriter writer = open();
  EXPECT_EQ(writer.documents(), 0U);
  EXPECT_EQ(writer.sequence(), 0U);
}

TEST_F(Writer, TwoLemmasOfOneWordCountTheExactFormOnce) {
  IndexWriter writer = open();
  ASSERT_TRUE(add(writer, version(1, "a"), page("Т", "вълна вълна вълна")));
  ASSERT_TRUE(writer.commit(1));
  EXPECT_EQ(read().get_collection_freq(schema::term_for(Field::kBody, Grade::kExact, "вълна")), 3U);
}

TEST_F(Writer, ADatabaseWhoseMakingWasKilledIsMadeAgain) {
  const std::filesystem::path live = folder_.path() / "live";
  // What Xapian leaves when it is killed just before it writes the last file.
  { const Xapian::WritableDatabase made(live.string(), Xapian::DB_CREATE); }
  ASSERT_TRUE(std::filesystem::remove(live / "iamglass"));
  EXPECT_THROW(Xapian::WritableDatabase(live.string(), Xapian::DB_CREATE_OR_OPEN), Xapian::DatabaseError);
  IndexWriter writer = open();
  ASSERT_TRUE(writer.commit(7));
  EXPECT_EQ(writer.sequence(), 7U);
}

TEST_F(Writer, ADatabaseThatLostItsLastFileIsLeftAsItIs) {
  const std::filesystem::path live = folder_.path() / "live";
  {
    Xapian::WritableDatabase made(live.string(), Xapian::DB_CREATE);
    for (int i = 0; i < 2000; ++i) {
      Xapian::Document document;
      document.add_term("term" + std::to_string(i));
      made.add_document(document);
    }
    made.commit();
  }
  ASSERT_TRUE(std::filesystem::remove(live / "iamglass"));
  const auto size = std::filesystem::file_size(live / "postlist.glass");
  ASSERT_GT(size, 8192U);
  EXPECT_FALSE(IndexWriter::open(live, "test"));
  EXPECT_EQ(std::filesystem::file_size(live / "postlist.glass"), size);
}

TEST_F(Writer, AnotherAnalysisIsRefusedWithAdvice) {
  { ASSERT_TRUE(open().commit(0)); }
  const auto other = IndexWriter::open(folder_.path() / "live", "other");
  ASSERT_FALSE(other);
  EXPECT_THAT(other.error().message, HasSubstr("izvor-indexer rebuild"));
}

TEST(OpenIndex, AMissingIndexSaysWhatToRun) {
  const testing::TemporaryDirectory folder;
  const auto index = open_index(folder.path(), "test");
  ASSERT_FALSE(index);
  EXPECT_THAT(index.error().message, HasSubstr("izvor-indexer run"));
}

}  // namespace
}  // namespace izvor
