// Dictionary: what hunspell-bg says: words, and the endings that its affix flags put on them.
//
// Used by compile_lemmas at build time only. A value.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/result.h"

namespace izvor::compiler {

/// One "SFX" line: a word that ends in `strip` may end in `append` instead.
struct Suffix {
  std::string strip;
  std::string append;
};

/// One line of the .dic file.
struct DictionaryEntry {
  std::string word;   ///< Lower case.
  std::string flags;  ///< Empty: the word is listed bare.
  bool name = false;  ///< Written with a capital.
};

struct Dictionary {
  std::vector<DictionaryEntry> entries;
  std::map<char, std::vector<Suffix>> suffixes;

  /// The entry's forms by one of its flags, without the word itself.
  [[nodiscard]] std::vector<std::string> forms(std::string_view word, char flag) const;
};

/// Reads bg_BG.aff and bg_BG.dic below `directory`. Missing: an error that names the Debian package.
[[nodiscard]] Result<Dictionary> read_hunspell(const std::filesystem::path& directory);
/// One word a line; words with anything but Bulgarian letters are left out, capitals made small.
[[nodiscard]] Result<std::vector<DictionaryEntry>> read_word_list(const std::filesystem::path& file,
                                                                  const std::string& package);

/// Small letters for Bulgarian capitals; other bytes stay.
[[nodiscard]] std::string lower_case(std::string_view text);
/// Only Bulgarian small letters, and few enough of them.
[[nodiscard]] bool is_bulgarian_word(std::string_view text);

}  // namespace izvor::compiler
