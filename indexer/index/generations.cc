#include "indexer/index/generations.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <string_view>
#include <system_error>

#include "crawler/platform/file.h"

namespace izvor {
namespace {

constexpr std::string_view kStubBegin = "auto generations/";
constexpr std::string_view kStubEnd = "/live\n";
constexpr std::size_t kMaxStubBytes = 4096;

std::filesystem::path generations_directory(const std::filesystem::path& index_directory) {
  return index_directory / "generations";
}

std::optional<unsigned> number_of(std::string_view name) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || end != name.data() + name.size() || name.size() < 6 || number == 0) return std::nullopt;
  return number;
}

Result<void> make_directories(const std::filesystem::path& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) return fail("cannot make the folder " + directory.string() + ": " + error.message());
  return {};
}

}  // namespace

Generation::Generation(const std::filesystem::path& index_directory, unsigned number)
    : number_(number), directory_(generations_directory(index_directory) / name()) {}

std::string Generation::name() const {
  std::string digits = std::to_string(number_);
  return std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
}

std::filesystem::path stub_file(const std::filesystem::path& index_directory) { return index_directory / "current.stub"; }

Result<std::optional<Generation>> live_generation(const std::filesystem::path& index_directory) {
  const std::filesystem::path stub = stub_file(index_directory);
  std::error_code error;
  if (!std::filesystem::exists(stub, error) && !error) return std::nullopt;
  const Result<std::string> text = read_file(stub, kMaxStubBytes);
  if (!text) return fail(text.error().message);
  std::string_view name = *text;
  std::optional<unsigned> number;
  if (name.substr(0, kStubBegin.size()) == kStubBegin && name.size() > kStubBegin.size() + kStubEnd.size() &&
      name.substr(name.size() - kStubEnd.size()) == kStubEnd) {
    name.remove_prefix(kStubBegin.size());
    name.remove_suffix(kStubEnd.size());
    number = number_of(name);
  }
  if (!number) return fail(stub.string() + " is damaged: it names no generation; run `izvor-indexer rebuild`");
  return Generation(index_directory, *number);
}

std::vector<Generation> all_generations(const std::filesystem::path& index_directory) {
  std::vector<Generation> found;
  std::error_code error;
  std::filesystem::directory_iterator entries(generations_directory(index_directory), error);
  if (error) return found;
  for (const std::filesystem::directory_entry& entry : entries) {
    if (const std::optional<unsigned> number = number_of(entry.path().filename().string()))
      found.emplace_back(index_directory, *number);
  }
  std::sort(found.begin(), found.end(), [](const Generation& a, const Generation& b) { return a.number() < b.number(); });
  return found;
}

Result<Generation> create_generation(const std::filesystem::path& index_directory) {
  const std::vector<Generation> known = all_generations(index_directory);
  Generation next(index_directory, known.empty() ? 1 : known.back().number() + 1);
  if (Result<void> made = make_directories(next.directory()); !made) return fail(made.error().message);
  for (const std::filesystem::path& folder : {generations_directory(index_directory), index_directory}) {
    if (Result<void> synced = sync_directory(folder); !synced) return fail(synced.error().message);
  }
  return next;
}

Result<void> make_live(const std::filesystem::path& index_directory, const Generation& generation) {
  return write_file_atomically(stub_file(index_directory), std::string(kStubBegin) + generation.name() + std::string(kStubEnd));
}

Result<void> remove_old_generations(const std::filesystem::path& index_directory) {
  const Result<std::optional<Generation>> live = live_generation(index_directory);
  if (!live) return fail(live.error().message);
  if (!*live) return {};
  std::vector<Generation> older;
  for (const Generation& generation : all_generations(index_directory)) {
    if (generation.number() < (*live)->number()) older.push_back(generation);
  }
  // The last of them stays: readers may have it open.
  if (!older.empty()) older.pop_back();
  for (const Generation& generation : older) {
    std::error_code error;
    std::filesystem::remove_all(generation.directory(), error);
    if (error) return fail("cannot remove " + generation.directory().string() + ": " + error.message());
  }
  return {};
}

}  // namespace izvor
