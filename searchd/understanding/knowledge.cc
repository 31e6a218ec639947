#include "searchd/understanding/knowledge.h"

#include <spdlog/spdlog.h>

#include <utility>

namespace izvor {
namespace {

/// After reading for a while, pause so many times as long.
constexpr int kPause = 20;
/// Words that are read in some milliseconds.
constexpr std::size_t kSmall = 10'000;
constexpr std::chrono::seconds kFilePause{1};

std::shared_ptr<const IndexKnowledge> read_index(const Xapian::Database& index, const std::filesystem::path& database,
                                                 const Analyzer& analyzer) {
  auto knowledge = std::make_shared<IndexKnowledge>();
  knowledge->revision = index.get_revision();
  knowledge->database = database;
  knowledge->vocabulary = Vocabulary::read(index);
  if (auto acronyms = introduced_acronyms(index, analyzer)) knowledge->acronyms = std::move(*acronyms);
  if (const auto phrases = suggested_phrases(index, analyzer)) knowledge->suggestions = Suggestions(*phrases, analyzer);
  return knowledge;
}

/// A search engine without English words is better than none.
std::shared_ptr<const EnglishWords> read_english_words() {
  auto words = EnglishWords::open(default_english_words());
  if (words) return std::make_shared<const EnglishWords>(std::move(*words));
  spdlog::warn("{}; until then English words that no page has may be read as Bulgarian ones", words.error().message);
  return std::make_shared<const EnglishWords>();
}

}  // namespace

SharedKnowledge::SharedKnowledge(const SearchSettings& settings, const Analyzer& analyzer)
    : analyzer_(analyzer),
      synonyms_(curated_file(settings.synonyms, "synonyms.txt")),
      best_bets_(curated_file(settings.best_bets, "best_bets.txt")),
      english_(read_english_words()) {}

SharedKnowledge::~SharedKnowledge() {
  if (reader_.joinable()) reader_.join();
}

std::shared_ptr<const Knowledge> SharedKnowledge::of(const OpenIndex& index) {
  const std::lock_guard lock(mutex_);
  follow(index);
  const bool edited = curated_files_changed();
  if (!known_ || known_->index != index_ || edited) put_together();
  return known_;
}

void SharedKnowledge::follow(const OpenIndex& index) {
  const std::filesystem::path database = index.generation.database();
  const bool other = !index_ || index_->database != database;
  if (!other && index_->revision == index.revision) return;
  const auto begun = Clock::now();
  if (other || index_->vocabulary.words() < kSmall) {
    index_ = read_index(index.database, database, analyzer_);
    rest_until_ = Clock::now() + kPause * (Clock::now() - begun);
  } else if (!reading_ && begun >= rest_until_) {
    if (reader_.joinable()) reader_.join();  // It has said that it is done.
    reading_ = true;
    reader_ = std::thread([this, database] { read_again(database); });
  }
}

void SharedKnowledge::read_again(const std::filesystem::path& database) {
  const auto begun = Clock::now();
  std::shared_ptr<const IndexKnowledge> fresh;
  try {
    // A database object of its own: Xapian's belong to one thread.
    const Xapian::Database index(database.string(), Xapian::DB_BACKEND_GLASS);
    fresh = read_index(index, database, analyzer_);
  } catch (const Xapian::Error& error) {
    // Removed or overtaken: a later question asks again.
    spdlog::debug("the vocabulary was not read: {}", error.get_description());
  }
  const std::lock_guard lock(mutex_);
  if (fresh && index_->database == database) index_ = std::move(fresh);
  rest_until_ = Clock::now() + kPause * (Clock::now() - begun);
  reading_ = false;
}

bool SharedKnowledge::curated_files_changed() {
  if (known_ && Clock::now() < files_seen_ + kFilePause) return false;
  files_seen_ = Clock::now();
  const bool synonyms = synonyms_.changed();
  return best_bets_.changed() || synonyms;
}

void SharedKnowledge::put_together() {
  auto knowledge = std::make_shared<Knowledge>();
  knowledge->index = index_;
  knowledge->english = english_;
  knowledge->synonyms = Synonyms(synonyms_.text(), index_->acronyms, analyzer_);
  knowledge->best_bets = BestBets(best_bets_.text(), analyzer_);
  known_ = std::move(knowledge);
}

}  // namespace izvor
