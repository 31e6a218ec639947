// PingIntake: from the queue of pings into the frontier, and out of the queue once the page was visited.
//
// A ping stays in its queue until the visit is acknowledged, so that neither kill -9 nor a power cut loses one. A page that is
// pinged while it is being fetched is fetched once more, for the answer under way may be older than the change. Of each host only
// so many are taken at once, and pings of kept pages before the rest: the flood of one host delays neither another's nor the
// pages that it is known for. Belongs to the crawl's thread. A failing queue comes out as std::runtime_error.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "crawler/crawl/crawl_summary.h"
#include "crawler/crawl/intake.h"
#include "crawler/pings/ping_queue.h"
#include "izvor/clock.h"
#include "izvor/page_archive.h"

namespace izvor {

class PingIntake {
 public:
  struct Parts {
    PingQueue* queue;  ///< None: there are no pings.
    Intake& intake;
    PageArchive& archive;
    CrawlSummary& summary;
    const Clock& clock;
  };
  explicit PingIntake(Parts parts) : parts_(parts) {}

  /// Brings what is new into the frontier; false when there was nothing.
  bool take();
  /// A request that starts now answers all pings up to this number.
  [[nodiscard]] std::uint64_t taken() const { return taken_; }
  /// A request for the page is settled that answers all pings up to `answered`.
  void visited(const Url& url, std::uint64_t answered, const PingOutcome& outcome);
  /// What `visited` said is acknowledged by the archive: the queue may note it. True when a page was pinged again meanwhile, and
  /// is due once more.
  bool forget_visited();

 private:
  struct Host {
    std::size_t waiting = 0;
    std::optional<std::uint64_t> behind = {};  ///< Pings after this number were left in the queue for now,
    std::set<std::uint64_t> ahead = {};        ///< but for these.
  };
  void take_one(Ping ping);
  void take_left_behind(const std::string& authority, Host& host);

  Parts parts_;
  std::uint64_t taken_ = 0;
  std::map<std::string, std::vector<Ping>> waiting_;  ///< By address, without tracking parameters.
  std::map<std::string, Host> hosts_;                 ///< By authority.
  std::vector<std::pair<Ping, PingOutcome>> visited_;
};

}  // namespace izvor
