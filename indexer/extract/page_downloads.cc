#include "indexer/extract/page_downloads.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "crawler/html/walk.h"
#include "crawler/platform/ascii.h"
#include "indexer/extract/text_writer.h"

namespace izvor {
namespace {

constexpr std::size_t kMostDownloads = 200;
constexpr std::size_t kMostNameBytes = 400;
/// How far above its link a download's box may begin.
constexpr int kBoxDepth = 6;

constexpr std::array<std::string_view, 22> kFileTypes{"pdf", "doc", "docx", "odt", "rtf", "xls",  "xlsx", "ods",
                                                      "csv", "ppt", "pptx", "odp", "zip", "epub", "xml",  "json",
                                                      "7z",  "rar", "mp3",  "mp4", "txt", "ics"};

std::string_view known_type(std::string_view name) {
  for (const std::string_view type : kFileTypes) {
    if (ascii::equal(name, type)) return type;
  }
  return {};
}

/// "pdf" of "/files/report.PDF".
std::string_view type_of_path(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  const std::size_t slash = path.rfind('/');
  if (dot == std::string_view::npos || (slash != std::string_view::npos && dot < slash)) return {};
  return known_type(path.substr(dot + 1));
}

/// "pdf" of "application/pdf"; of "(1.2 MB - PDF)".
std::string_view type_in_words(std::string_view words) {
  for (std::size_t at = 0; at < words.size();) {
    std::size_t end = at;
    while (end < words.size() && (ascii::is_alpha(words[end]) || ascii::is_digit(words[end]))) ++end;
    if (const std::string_view type = known_type(words.substr(at, end - at)); !type.empty()) return type;
    at = end + 1;
  }
  return {};
}

/// The box of a file ("ecl-file") that a link stands in; kNoNode when it stands in none.
NodeIndex box_of(const PageTree& tree, NodeIndex link) {
  NodeIndex at = tree[link].parent;
  for (int depth = 0; depth < kBoxDepth && at != kNoNode; ++depth, at = tree[at].parent) {
    const std::string_view classes = attribute_of(*tree[at].node, "class");
    if (classes == "ecl-file" || classes.starts_with("ecl-file ") || classes.find(" ecl-file ") != std::string_view::npos)
      return at;
  }
  return kNoNode;
}

/// The text of the first element in `box` with this in its class.
std::string line_with_class(const PageTree& tree, NodeIndex box, std::string_view part) {
  for (NodeIndex index = box + 1; index < tree[box].end; ++index) {
    if (!tree[index].is_text && has_class(*tree[index].node, part)) return line_of(tree, index);
  }
  return {};
}

/// Whether it is worth resolving the address: of most links it is not.
bool may_be_file(const PageTree& tree, NodeIndex link) {
  const GumboNode& node = *tree[link].node;
  const std::string_view href = ascii::trim(attribute_of(node, "href"));
  if (href.empty()) return false;
  return !type_of_path(href.substr(0, href.find_first_of("?#"))).empty() || has_attribute(node, "download") ||
         has_attribute(node, "type") || box_of(tree, link) != kNoNode;
}

Download read_download(const PageTree& tree, NodeIndex link, const Url& url) {
  const GumboNode& node = *tree[link].node;
  Download download;
  std::string_view type = type_of_path(url.path());
  if (type.empty()) type = type_in_words(attribute_of(node, "type"));
  if (const NodeIndex box = box_of(tree, link); box != kNoNode) {
    const std::string size = line_with_class(tree, box, "ecl-file__meta");
    if (type.empty()) type = type_in_words(size);
    download.name = line_with_class(tree, box, "ecl-file__title");
    if (download.name.empty()) download.name = line_of(tree, link);
  } else {
    download.name = line_of(tree, link);
    if (type.empty() && !has_attribute(node, "download")) return {};
  }
  if (download.name.size() > kMostNameBytes) download.name.clear();
  download.type = type;
  download.url = url.str();
  return download;
}

/// Whether a part of the page is furniture; translations of a file lie in a part of the box that is.
bool is_dropped(const PageTree& tree, const MainContent& content, NodeIndex index) {
  for (NodeIndex at = index; at != kNoNode; at = tree[at].parent) {
    if (content.dropped[at] && !has_class(*tree[at].node, "ecl-file__")) return true;
    if (has_class(*tree[at].node, "ecl-file__translation")) return true;
  }
  return false;
}

}  // namespace

std::vector<Download> find_downloads(const PageTree& tree, const MainContent& content, const Url& base) {
  std::vector<Download> downloads;
  for (const NodeIndex root : content.roots) {
    for (NodeIndex index = root; index < tree[root].end && downloads.size() < kMostDownloads; ++index) {
      if (tree[index].tag != GUMBO_TAG_A || !may_be_file(tree, index)) continue;
      const auto url = Url::resolve(base, attribute_of(*tree[index].node, "href"));
      if (!url) continue;
      Download download = read_download(tree, index, *url);
      if (download.url.empty() || is_dropped(tree, content, index)) continue;
      const auto same = [&](const Download& other) { return other.url == download.url; };
      if (std::none_of(downloads.begin(), downloads.end(), same)) downloads.push_back(std::move(download));
    }
  }
  return downloads;
}

}  // namespace izvor
