#include "searchd/understanding/english_words.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <system_error>
#include <utility>

#include "crawler/platform/ascii.h"
#include "izvor/analyzer.h"

namespace izvor {
namespace {

constexpr char kNameMark = '*';

/// From the lists: possessives and words with other letters are left out.
void add_entry(std::string_view line, std::map<std::string, bool, std::less<>>& names) {
  if (line.empty() || !std::ranges::all_of(line, ascii::is_alpha)) return;
  std::string word = ascii::lower(line);
  const bool name = word != line;
  const auto [place, fresh] = names.try_emplace(std::move(word), name);
  if (!fresh) place->second = place->second && name;
}

}  // namespace

std::string EnglishWords::compile(std::span<const std::string> lists) {
  std::map<std::string, bool, std::less<>> names;
  for (std::string_view list : lists) {
    while (!list.empty()) {
      const std::size_t end = std::min(list.find('\n'), list.size());
      add_entry(list.substr(0, end), names);
      list.remove_prefix(std::min(end + 1, list.size()));
    }
  }
  std::string text(kHeader);
  for (const auto& [word, name] : names) {
    text.append(word);
    if (name) text.push_back(kNameMark);
    text.push_back('\n');
  }
  return text;
}

Result<EnglishWords> EnglishWords::open(const std::filesystem::path& file) {
  const auto wrong = [&](const std::string& what) {
    return tl::unexpected(
        Error{"the English word list " + file.string() + " " + what + "; build the target english_words, or install it again"});
  };
  std::error_code failure;
  const std::uintmax_t bytes = std::filesystem::file_size(file, failure);
  if (failure) return wrong("cannot be read (" + failure.message() + ")");
  if (bytes > kMaxBytes) return wrong("is too large");
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in && !in.eof()) return wrong("cannot be read");
  if (!text.starts_with(kHeader) || text.back() != '\n') return wrong("is damaged or of another version");
  EnglishWords words;
  words.words_ = text.substr(kHeader.size());
  return words;
}

/// Halves the text, from a middle back to the beginning of its line.
EnglishWords::Entry EnglishWords::find(std::string_view word) const {
  const std::string_view all = words_;
  std::size_t begin = 0, end = all.size();
  while (begin < end) {
    const std::size_t middle = begin + (end - begin) / 2;
    const std::size_t before = middle == 0 ? std::string_view::npos : all.rfind('\n', middle - 1);
    const std::size_t line = before == std::string_view::npos ? 0 : before + 1;
    std::size_t line_end = all.find('\n', line);
    if (line_end == std::string_view::npos) return Entry::kNone;
    std::string_view entry = all.substr(line, line_end - line);
    const bool name = entry.ends_with(kNameMark);
    if (name) entry.remove_suffix(1);
    if (entry == word) return name ? Entry::kName : Entry::kWord;
    if (entry < word) {
      begin = line_end + 1;
    } else {
      end = line;
    }
  }
  return Entry::kNone;
}

std::filesystem::path default_english_words() { return default_lemma_table().parent_path() / "english.words"; }

}  // namespace izvor
