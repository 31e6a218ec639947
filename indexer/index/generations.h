// Generations: complete indexes side by side, and the stub file that names the live one.
//
//   index/
//     current.stub               a Xapian stub database: "auto generations/000002/live"
//     lock                       held by the one indexer
//     generations/000001/        the one before, kept for readers that still have it open
//     generations/000002/live/   the current pages, a Xapian database
//     generations/000002/history/  what they said before, likewise
//     generations/000002/journal.sqlite
//
// The journal lies inside its generation, so that one rename exchanges both. A generation that the stub does not name and
// that is newer than the live one is a rebuild under way. Only the locks' holders change anything; reading needs none.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "izvor/result.h"

namespace izvor {

class Generation {
 public:
  Generation(const std::filesystem::path& index_directory, unsigned number);

  [[nodiscard]] unsigned number() const { return number_; }
  /// "000002"
  [[nodiscard]] std::string name() const;
  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }
  [[nodiscard]] std::filesystem::path database() const { return directory_ / "live"; }
  /// What pages said before; not there while there is nothing to keep.
  [[nodiscard]] std::filesystem::path history() const { return directory_ / "history"; }
  [[nodiscard]] std::filesystem::path journal() const { return directory_ / "journal.sqlite"; }

  friend bool operator==(const Generation& a, const Generation& b) { return a.directory_ == b.directory_; }

 private:
  unsigned number_;
  std::filesystem::path directory_;
};

/// The stub file of an index.
[[nodiscard]] std::filesystem::path stub_file(const std::filesystem::path& index_directory);

/// What the stub names; none when there is no stub yet. Fails when the stub is damaged.
[[nodiscard]] Result<std::optional<Generation>> live_generation(const std::filesystem::path& index_directory);

/// Every generation folder, in order.
[[nodiscard]] std::vector<Generation> all_generations(const std::filesystem::path& index_directory);

/// Makes the folder of the next generation, durably.
[[nodiscard]] Result<Generation> create_generation(const std::filesystem::path& index_directory);

/// Names `generation` in the stub: readers that open from now on see it, also after a power cut.
[[nodiscard]] Result<void> make_live(const std::filesystem::path& index_directory, const Generation& generation);

/// Removes what is older than the generation before the live one.
[[nodiscard]] Result<void> remove_old_generations(const std::filesystem::path& index_directory);

}  // namespace izvor
