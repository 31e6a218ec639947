// Programs: the three programs of the build on one data folder and one settings file, as an operator would run them.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/child_process.h"
#include "tests/support/temporary_directory.h"

namespace izvor::testing {

class Programs {
 public:
  /// Settings for crawling `site` (an origin on loopback) from its path "/bg", without pauses; `more_settings` is appended.
  explicit Programs(const std::string& site, const std::string& more_settings = "");

  /// The command line of `izvor-crawler ARGUMENTS`, with --config and --data.
  [[nodiscard]] std::vector<std::string> crawler(const std::vector<std::string>& arguments) const;
  [[nodiscard]] std::vector<std::string> indexer(const std::vector<std::string>& arguments) const;
  [[nodiscard]] std::vector<std::string> searchd(const std::vector<std::string>& arguments) const;

  [[nodiscard]] std::filesystem::path data() const { return folder_.path() / "data"; }

 private:
  [[nodiscard]] std::vector<std::string> command(const char* program, const std::vector<std::string>& arguments) const;
  TemporaryDirectory folder_;
};

/// Starts `izvor-searchd serve` on a free port; `origin` is where it listens. Throws when it does not start.
class Daemon {
 public:
  explicit Daemon(const Programs& programs);
  [[nodiscard]] const std::string& origin() const { return origin_; }
  [[nodiscard]] ChildProcess& process() { return *process_; }

 private:
  std::unique_ptr<ChildProcess> process_;
  std::string origin_;
};

/// GET or, with a body, POST; returns the body of the answer whatever its status ("" when there was none).
struct HttpAnswer {
  long status = 0;
  std::string body;
};
[[nodiscard]] HttpAnswer http_get(const std::string& url);
[[nodiscard]] HttpAnswer http_post(const std::string& url, const std::string& body, const std::string& bearer_token);
/// Percent-encodes a query parameter's value.
[[nodiscard]] std::string percent_encoded(const std::string& text);

}  // namespace izvor::testing
