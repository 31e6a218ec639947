#include "searchd/commands/thread_services.h"

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include "crawler/pings/ping_queue.h"
#include "searchd/search/searcher.h"
#include "searchd/versions/change_reader.h"
#include "searchd/versions/version_reader.h"

namespace izvor {
namespace {

/// Opened at the first ping, and again after a failure.
class PingWriter {
 public:
  explicit PingWriter(std::filesystem::path folder) : folder_(std::move(folder)) {}

  Result<std::vector<AddedPing>> add(const std::vector<Url>& urls) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return asked([&](PingQueue& queue) { return queue.add(urls, "api", now); });
  }
  Result<std::optional<PingFate>> fate_of(std::string_view id) {
    return asked([&](PingQueue& queue) { return queue.fate_of(id); });
  }

 private:
  template <class Ask>
  auto asked(Ask ask) -> decltype(ask(std::declval<PingQueue&>())) {
    if (!queue_) {
      auto opened = PingQueue::open(folder_);
      if (!opened) return tl::unexpected(opened.error());
      queue_.emplace(std::move(*opened));
    }
    auto answer = ask(*queue_);
    if (!answer) queue_.reset();
    return answer;
  }

  std::filesystem::path folder_;
  std::optional<PingQueue> queue_;
};

}  // namespace

RouteServices services_of_thread(const Settings& settings, const Analyzer& analyzer, const Scope& scope,
                                 std::shared_ptr<SharedKnowledge> knowledge, std::shared_ptr<GenerationGuard> guard,
                                 QueryCounts& counts) {
  auto searcher = std::make_shared<Searcher>(settings, analyzer, std::move(knowledge), std::move(guard));
  // Opened now, so that each thread has answers to keep when the next generation turns out to be damaged.
  [[maybe_unused]] const IndexState opened = searcher->state();
  auto archive = std::make_shared<VersionReader>(settings.archive_directory(), settings.indexer.max_text_bytes);
  auto journal = std::make_shared<ChangeReader>(settings.index_directory());
  auto pings = std::make_shared<PingWriter>(settings.archive_directory());
  RouteServices services;
  services.search = [searcher](const SearchRequest& request) { return searcher->search(request); };
  services.count_query = [&counts](std::string_view query, std::uint64_t results) { counts.count(query, results); };
  services.suggest = [searcher](std::string_view typed, unsigned limit) { return searcher->suggest(typed, limit); };
  services.similar = [searcher](const PageId& page, unsigned limit) { return searcher->similar(page, limit); };
  services.index_state = [searcher] { return searcher->state(); };
  services.versions_of = [archive](const PageId& page) { return archive->versions_of(page); };
  services.text_of = [archive](const PageVersion& version) { return archive->text_of(version); };
  services.changes = [journal](const ChangesRequest& request) { return journal->changes(request); };
  services.in_scope = [&scope](const Url& url) { return !scope.refusal(url); };
  services.ping = [pings](const std::vector<Url>& urls) { return pings->add(urls); };
  services.ping_fate = [pings](std::string_view id) { return pings->fate_of(id); };
  return services;
}

}  // namespace izvor
