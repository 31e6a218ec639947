#include "indexer/analysis/compiler/dictionary.h"

#include <fstream>
#include <sstream>

#include "indexer/analysis/bulgarian_letters.h"

namespace izvor::compiler {

namespace {

std::string missing(const std::filesystem::path& file, const std::string& package) {
  return "cannot read " + file.string() + "; install the Debian package " + package;
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (std::size_t i = 0; i + 1 < lower.size(); ++i) {
    if (static_cast<unsigned char>(lower[i]) != 0xD0) continue;
    const auto trail = static_cast<unsigned char>(lower[i + 1]);
    if (trail >= 0x90 && trail <= 0x9F) lower[i + 1] = static_cast<char>(trail + 0x20);  // А to П
    if (trail >= 0xA0 && trail <= 0xAF) {                                                // Р to Я
      lower[i] = static_cast<char>(0xD1);
      lower[i + 1] = static_cast<char>(trail - 0x20);
    }
    ++i;
  }
  return lower;
}

bool is_bulgarian_word(std::string_view text) { return !LetterWord(text).empty(); }

std::vector<std::string> Dictionary::forms(std::string_view word, char flag) const {
  std::vector<std::string> made;
  const auto found = suffixes.find(flag);
  if (found == suffixes.end()) return made;
  for (const Suffix& suffix : found->second) {
    if (word.ends_with(suffix.strip))
      made.push_back(std::string(word.substr(0, word.size() - suffix.strip.size())) + suffix.append);
  }
  return made;
}

Result<Dictionary> read_hunspell(const std::filesystem::path& directory) {
  Dictionary dictionary;
  std::ifstream rules(directory / "bg_BG.aff");
  if (!rules) return fail(missing(directory / "bg_BG.aff", "hunspell-bg"));
  std::string line;
  while (std::getline(rules, line)) {
    std::istringstream fields(line);
    std::string kind, flag, strip, append, condition;
    if (!(fields >> kind >> flag >> strip >> append >> condition) || kind != "SFX" || flag.size() != 1) continue;
    dictionary.suffixes[flag[0]].push_back({strip == "0" ? "" : strip, append == "0" ? "" : append});
  }
  auto words = read_word_list(directory / "bg_BG.dic", "hunspell-bg");
  if (!words) return tl::unexpected(words.error());
  dictionary.entries = std::move(*words);
  if (dictionary.suffixes.empty() || dictionary.entries.empty()) {
    return fail(directory.string() + " holds no Bulgarian dictionary; install the Debian package hunspell-bg anew");
  }
  return dictionary;
}

Result<std::vector<DictionaryEntry>> read_word_list(const std::filesystem::path& file, const std::string& package) {
  std::ifstream words(file);
  if (!words) return fail(missing(file, package));
  std::vector<DictionaryEntry> entries;
  std::string line;
  while (std::getline(words, line)) {
    const std::size_t slash = line.find('/');
    const std::string written = line.substr(0, slash);
    std::string word = lower_case(written);
    if (!is_bulgarian_word(word)) continue;
    const bool name = word != written;
    entries.push_back({std::move(word), slash == std::string::npos ? "" : line.substr(slash + 1), name});
  }
  return entries;
}

}  // namespace izvor::compiler
