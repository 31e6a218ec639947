#include "indexer/index/apply_feed.h"

#include <poll.h>

#include <chrono>
#include <optional>
#include <system_error>
#include <utility>
#include <variant>

#include <spdlog/spdlog.h>

#include "crawler/platform/process_lock.h"
#include "crawler/platform/stop_signal.h"
#include "indexer/index/generations.h"
#include "indexer/index/learn_site_names.h"
#include "indexer/index/page_feed.h"
#include "indexer/index/ping_answers.h"
#include "indexer/index/rebuild.h"

namespace izvor {
namespace {

using Clock = std::chrono::steady_clock;

/// How often a feed looks whether a rebuild made another generation the live one.
constexpr std::chrono::seconds kLookAround{1};
constexpr int kWaitMilliseconds = 200;
constexpr int kMaxAttempts = 150;  // To open a catalogue that is there: half a minute.
// So many unreadable records in a row are a lost disk, not damaged pages: nothing is concluded from them.
constexpr unsigned kMostUnreadable = 20;

bool is_live(const IndexingPlaces& places, const Generation& generation) {
  const Result<std::optional<Generation>> live = live_generation(places.index_directory);
  return live && *live && **live == generation;
}

/// Takes pages from the feed, and knows since when a batch waits and when it must be written.
class FeedLoop {
 public:
  FeedLoop(Applier& applier, PageFeed& feed, PingAnswers& pings, const IndexingWork& work, std::uint64_t total)
      : applier_(applier), feed_(feed), pings_(pings), work_(work), total_(total) {}

  /// Until the feed ends, or `generation` is no longer the live one: what is pending then is applied to the next one.
  Result<void> run(const IndexingPlaces& places, const Generation& generation) {
    Clock::time_point look = Clock::now() + kLookAround;
    for (bool ended = false; !ended;) {
      if (Clock::now() >= look) {
        if (!is_live(places, generation)) return {};
        look = Clock::now() + kLookAround;
      }
      std::optional<FeedItem> item = feed_.next(due_ ? *due_ : look);
      Result<void> done;
      if (!item || std::holds_alternative<CaughtUp>(*item)) {
        done = commit();
      } else if (auto* page = std::get_if<PreparedPage>(&*item)) {
        done = apply(std::move(*page));
      } else {
        done = commit();
        if (done && std::holds_alternative<Error>(*item)) done = fail(std::get<Error>(*item).message);
        ended = true;
      }
      if (!done) return done;
    }
    return {};
  }

 private:
  Result<void> apply(PreparedPage page) {
    unreadable_ = page.unreadable() ? unreadable_ + 1 : 0;
    if (unreadable_ >= kMostUnreadable)
      return fail("the archive cannot be read: " + page.reason + "; run `izvor-crawler verify`");
    if (!due_) due_ = Clock::now() + work_.settings.commit_interval;
    if (Result<void> applied = applier_.apply(std::move(page)); !applied) return applied;
    if (work_.progress) work_.progress(++done_, total_);
    if (applier_.pending() >= work_.settings.commit_pages || Clock::now() >= *due_) return commit();
    return {};
  }

  Result<void> commit() {
    due_.reset();
    Result<void> done = applier_.commit();
    if (done) pings_.note(applier_.committed());
    return done;
  }

  Applier& applier_;
  PageFeed& feed_;
  PingAnswers& pings_;
  const IndexingWork& work_;
  std::uint64_t total_;
  std::uint64_t done_ = 0;
  unsigned unreadable_ = 0;
  std::optional<Clock::time_point> due_;
};

bool stopped(const IndexingWork& work) { return work.stop != nullptr && work.stop->requested(); }

/// The crawler may be about to make the archive: its catalogue is there a moment before it can be opened.
Result<PageArchive> open_archive(const IndexingPlaces& places, const IndexingWork& work, bool follow) {
  for (int attempts = 0;;) {
    Result<PageArchive> archive = PageArchive::open_for_reading(places.archive_directory);
    if (archive || !follow || attempts > kMaxAttempts) return archive;
    if (std::filesystem::exists(places.archive_directory / "catalogue.sqlite")) ++attempts;
    pollfd watched{.fd = work.stop != nullptr ? work.stop->descriptor() : -1, .events = POLLIN, .revents = 0};
    poll(&watched, 1, kWaitMilliseconds);
    if (stopped(work)) return fail("stopped before there was an archive");
  }
}

Result<Generation> make_first(const IndexingPlaces& places, const IndexingWork& work, Sequence last) {
  const Result<ProcessLock> lock = lock_generations(places.index_directory, "izvor-indexer run");
  if (!lock) return fail(lock.error().message);
  // A large archive goes faster, and with less memory, the way of a rebuild.
  if (last > Sequence{work.settings.commit_pages} * 2) return build_generation(places, work);
  Result<Generation> first = create_generation(places.index_directory);
  if (!first) return first;
  // The database must be there before the stub names it.
  if (Result<IndexWriter> made = IndexWriter::open(first->database(), work.analyzer->fingerprint()); !made) {
    return fail(made.error().message);
  }
  if (Result<void> synced = sync_directory(first->directory()); !synced) return fail(synced.error().message);
  if (Result<void> named = make_live(places.index_directory, *first); !named) return fail(named.error().message);
  return first;
}

Result<ProcessLock> lock_file(const std::filesystem::path& index_directory, const char* name, const std::string& owner,
                              const std::string& what) {
  std::error_code error;
  std::filesystem::create_directories(index_directory, error);
  if (error) return fail("cannot make the folder " + index_directory.string() + ": " + error.message());
  return ProcessLock::take(index_directory / name, owner, what);
}

/// A generation to apply the feed to.
struct Target {
  Generation generation;
  bool first = false;  ///< It was made just now.
};

Result<Target> target_of(const IndexingPlaces& places, const IndexingWork& work, Sequence last) {
  const Result<std::optional<Generation>> live = live_generation(places.index_directory);
  if (!live) return fail(live.error().message);
  if (*live) return Target{**live};
  const Result<Generation> first = make_first(places, work, last);
  if (!first) return fail(first.error().message);
  return Target{*first, true};
}

Result<ApplyReport> apply_to(const Target& target, const IndexingPlaces& places, const IndexingWork& work, Sequence last,
                             bool follow) {
  const Generation& generation = target.generation;
  remove_leftovers(generation);
  Result<Journal> journal = Journal::open_for_writing(generation.journal());
  if (!journal) return fail(journal.error().message);
  if (Result<void> synced = sync_directory(generation.directory()); !synced) return fail(synced.error().message);
  Result<Applier> applier = Applier::open({.archive_directory = places.archive_directory,
                                           .database = generation.database(),
                                           .analyzer = work.analyzer,
                                           .history = generation.history(),
                                           .prepare = prepare_for_one_thread(work),
                                           .prepare_past = prepare_for_one_thread(work)},
                                          *journal);
  if (!applier) return fail(applier.error().message);
  if (applier->committed() > last) {
    return fail("the index holds the archive up to version " + std::to_string(applier->committed()) + ", but the archive " +
                places.archive_directory.string() + " ends at " + std::to_string(last) +
                ": it is another archive, or an older copy; if it is the right one, run `izvor-indexer rebuild`");
  }
  PageFeed feed(
      places.archive_directory, {.after = applier->committed(), .follow = follow},
      [&work] { return prepare_for_one_thread(work); }, work.stop);
  PingAnswers pings(places.archive_directory, *journal);
  FeedLoop loop(*applier, feed, pings, work, last - applier->committed());
  if (Result<void> done = loop.run(places, generation); !done) return fail(done.error().message);
  // What a first build found is this run's work too.
  Result<ApplyTotals> totals = target.first ? totals_of(*journal, applier->committed()) : applier->totals();
  if (!totals) return fail(totals.error().message);
  return ApplyReport{.totals = *totals, .sequence = applier->committed(), .documents = applier->documents()};
}

}  // namespace

Result<ProcessLock> lock_index(const std::filesystem::path& index_directory, const std::string& owner) {
  return lock_file(index_directory, "lock", owner, "the index " + index_directory.string());
}

Result<ProcessLock> lock_generations(const std::filesystem::path& index_directory, const std::string& owner) {
  return lock_file(index_directory, "rebuild.lock", owner, "the making of a new index in " + index_directory.string());
}

Result<ApplyReport> apply_feed(const IndexingPlaces& places, const IndexingWork& unlearnt, bool follow) {
  const Result<ProcessLock> lock = lock_index(places.index_directory, "izvor-indexer run");
  if (!lock) return fail(lock.error().message);
  const Result<PageArchive> archive = open_archive(places, unlearnt, follow);
  if (!archive && stopped(unlearnt)) return ApplyReport{};
  if (!archive) return fail(archive.error().message);
  const Result<IndexingWork> learnt = with_site_names(unlearnt, *archive);
  if (!learnt) return fail(learnt.error().message);
  const IndexingWork& work = *learnt;
  for (;;) {
    const Result<Sequence> last = archive->last_sequence();
    if (!last) return fail(last.error().message);
    const Result<Target> target = target_of(places, work, *last);
    // A first build that is stopped is gone on with at the next start.
    if (!target && stopped(work)) return ApplyReport{};
    if (!target) return fail(target.error().message);
    Result<ApplyReport> report = apply_to(*target, places, work, *last, follow);
    // A rebuild made another generation the live one, and may have removed this one: the rest belongs there.
    if (stopped(work) || is_live(places, target->generation)) return report;
    spdlog::info("a rebuild made a new index; going on in it");
  }
}

Result<IndexingWork> with_site_names(const IndexingWork& work, const PageArchive& archive) {
  IndexingWork known = work;
  if (known.sites) return known;
  Result<SiteNames> names = learn_site_names(archive);
  if (!names) return fail(names.error().message);
  known.sites = std::make_shared<const SiteNames>(*std::move(names));
  return known;
}

PreparePage prepare_for_one_thread(const IndexingWork& work) {
  return work.prepare ? work.prepare : page_reader(*work.analyzer, work.settings, work.sites, work.product_token);
}

}  // namespace izvor
