#include "crawler/archive/page_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <set>
#include <system_error>
#include <utility>

#include "crawler/archive/http_message.h"
#include "crawler/platform/file.h"

namespace izvor {
namespace {

bool has_page_suffix(const std::filesystem::path& file) {
  const std::string suffix = file.extension().string();
  return same_name(suffix, ".html") || same_name(suffix, ".txt");
}

/// Walks without recursion, each real folder once, whatever the links say.
class Walk {
 public:
  Result<PageFiles> run(const std::filesystem::path& root) {
    struct stat facts {};
    if (::stat(root.c_str(), &facts) != 0) return fail(system_message("import", root));
    if (!S_ISDIR(facts.st_mode)) {
      found_.files.push_back({root, root.filename().string(), {}});
      return std::move(found_);
    }
    seen_.emplace(facts.st_dev, facts.st_ino);
    read_folder({root, {}, {}});
    if (!found_.complete && found_.files.size() == 1) return fail(found_.files.front().problem);
    while (!folders_.empty() || !linked_.empty()) {
      // Linked folders last: the folder itself has the better name.
      auto& next = folders_.empty() ? linked_ : folders_;
      const PageFile folder = std::move(next.back());
      next.pop_back();
      enter(folder);
    }
    std::sort(found_.files.begin(), found_.files.end(),
              [](const PageFile& a, const PageFile& b) { return a.relative < b.relative; });
    return std::move(found_);
  }

 private:
  void enter(const PageFile& folder) {
    struct stat facts {};
    if (::stat(folder.path.c_str(), &facts) != 0) return unreadable(folder, system_message("read", folder.path));
    if (!seen_.emplace(facts.st_dev, facts.st_ino).second) {
      found_.files.push_back({folder.path, folder.relative, "the folder was read already under another name (symbolic link)"});
      return;
    }
    read_folder(folder);
  }

  void unreadable(const PageFile& folder, std::string problem) {
    found_.files.push_back({folder.path, folder.relative, std::move(problem)});
    found_.complete = false;
  }

  void read_folder(const PageFile& folder) {
    std::error_code error;
    std::vector<std::filesystem::path> entries;
    for (std::filesystem::directory_iterator entry(folder.path, error), end; !error && entry != end; entry.increment(error)) {
      entries.push_back(entry->path());
    }
    if (error) unreadable(folder, "cannot read the folder " + folder.path.string() + ": " + error.message());
    // Sorted, so that the same folder gives the same result on every file system.
    std::sort(entries.begin(), entries.end(), std::greater<>());
    for (const auto& entry : entries) {
      const std::string name = entry.filename().string();
      add({entry, folder.relative.empty() ? name : folder.relative + "/" + name, {}});
    }
  }

  void add(PageFile entry) {
    struct stat link {};
    struct stat facts {};
    const bool is_link = ::lstat(entry.path.c_str(), &link) == 0 && S_ISLNK(link.st_mode);
    if (::stat(entry.path.c_str(), &facts) != 0) {
      entry.problem = is_link ? "the symbolic link leads nowhere or in a circle" : system_message("read", entry.path);
    } else if (S_ISDIR(facts.st_mode)) {
      (is_link ? linked_ : folders_).push_back(std::move(entry));
      return;
    }
    if (!has_page_suffix(entry.path)) {
      ++found_.other_files;
      return;
    }
    if (entry.problem.empty() && !S_ISREG(facts.st_mode)) entry.problem = "it is not a regular file";
    found_.files.push_back(std::move(entry));
  }

  PageFiles found_;
  std::set<std::pair<dev_t, ino_t>> seen_;
  std::vector<PageFile> folders_;
  std::vector<PageFile> linked_;
};

struct Magic {
  std::string_view bytes;
  const char* name;
};

constexpr std::array<Magic, 9> kMagics = {{{"%PDF-", "a PDF file"},
                                           {"PK\x03\x04", "a ZIP or office file"},
                                           {"\x89PNG", "a PNG image"},
                                           {"\xff\xd8\xff", "a JPEG image"},
                                           {"GIF8", "a GIF image"},
                                           {"\x1f\x8b", "compressed"},
                                           {"\x7f"
                                            "ELF",
                                            "a program"},
                                           {"\xd0\xcf\x11\xe0", "an office file"},
                                           {"SQLite format 3", "a database"}}};

bool is_control(char c) { return c >= 0 && c < ' ' && std::string_view("\t\n\f\r\x1b").find(c) == std::string_view::npos; }

}  // namespace

Result<PageFiles> list_page_files(const std::filesystem::path& root) { return Walk().run(root); }

std::string content_problem(std::string_view bytes) {
  constexpr std::size_t kSample = 8192;
  if (bytes.find_first_not_of(" \t\r\n\f") == std::string_view::npos) return "it is empty";
  for (const Magic& magic : kMagics) {
    if (bytes.starts_with(magic.bytes)) return std::string("it is ") + magic.name + ", not a page";
  }
  // UTF-16 is text although half of it is NULs; a few NULs in a page are the page's defect, and the extractor's.
  if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) return {};
  const std::string_view sample = bytes.substr(0, kSample);
  const auto controls = static_cast<std::size_t>(std::count_if(sample.begin(), sample.end(), is_control));
  return controls * 10 > sample.size() ? "it is binary, not a page" : "";
}

std::string content_type_of(const std::filesystem::path& file) {
  return same_name(file.extension().string(), ".txt") ? "text/plain" : "text/html";
}

}  // namespace izvor
