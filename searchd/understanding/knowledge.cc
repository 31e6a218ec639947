#include "searchd/understanding/knowledge.h"

#include <utility>

namespace izvor {
namespace {

/// After reading for a while, pause so many times as long.
constexpr int kPause = 20;
/// Words that are read in some milliseconds.
constexpr std::size_t kSmall = 10'000;

std::shared_ptr<const Knowledge> read_knowledge(const Xapian::Database& index, const std::filesystem::path& database) {
  auto knowledge = std::make_shared<Knowledge>();
  knowledge->revision = index.get_revision();
  knowledge->database = database;
  knowledge->vocabulary = Vocabulary::read(index);
  return knowledge;
}

}  // namespace

SharedKnowledge::~SharedKnowledge() {
  if (reader_.joinable()) reader_.join();
}

std::shared_ptr<const Knowledge> SharedKnowledge::of(const OpenIndex& index) {
  const std::filesystem::path database = index.generation.database();
  const std::lock_guard lock(mutex_);
  const bool moved_on = !known_ || known_->database != database;
  if (moved_on || (known_->revision != index.revision && known_->vocabulary.words() < kSmall)) {
    const auto begun = Clock::now();
    known_ = read_knowledge(index.database, database);
    rest_until_ = Clock::now() + kPause * (Clock::now() - begun);
    return known_;
  }
  if (known_->revision == index.revision || reading_ || Clock::now() < rest_until_) return known_;
  if (reader_.joinable()) reader_.join();  // It has said that it is done.
  reading_ = true;
  reader_ = std::thread([this, database] { read_again(database); });
  return known_;
}

void SharedKnowledge::read_again(const std::filesystem::path& database) {
  const auto begun = Clock::now();
  std::shared_ptr<const Knowledge> fresh;
  try {
    // A database object of its own: Xapian's belong to one thread.
    const Xapian::Database index(database.string(), Xapian::DB_BACKEND_GLASS);
    fresh = read_knowledge(index, database);
  } catch (const Xapian::Error&) {
    // Removed or overtaken: the next question asks again.
  }
  const std::lock_guard lock(mutex_);
  if (fresh && known_ && known_->database == database) known_ = std::move(fresh);
  rest_until_ = Clock::now() + kPause * (Clock::now() - begun);
  reading_ = false;
}

}  // namespace izvor
