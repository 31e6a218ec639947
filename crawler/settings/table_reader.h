// TableReader: takes known keys out of one TOML table into typed fields, and complains of everything else.
//
// Used by settings.cc only. The first complaint is kept, with line and column. One thread.
#pragma once

#include <toml++/toml.h>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace izvor {

/// The first thing wrong in a file: "config/izvor.toml:12:1: unknown key 'dellay' in [crawler]".
class Complaint {
 public:
  explicit Complaint(std::string_view origin) : origin_(origin) {}
  void about(const toml::source_region& where, const std::string& what);
  [[nodiscard]] const std::optional<std::string>& text() const { return text_; }

 private:
  std::string origin_;
  std::optional<std::string> text_;
};

class TableReader {
 public:
  /// `name` is shown in messages: "[crawler]".
  TableReader(const toml::table& table, std::string name, Complaint& complaint);
  /// Complains of the keys that were never asked for.
  ~TableReader();
  TableReader(const TableReader&) = delete;
  TableReader& operator=(const TableReader&) = delete;

  void read(std::string_view key, std::string& field);
  void read(std::string_view key, std::filesystem::path& field);
  void read(std::string_view key, std::vector<std::string>& field);
  /// Whole number within [least, most].
  template <class Number>
  void read_number(std::string_view key, Number& field, Number least, Number most = std::numeric_limits<Number>::max());
  /// Whole number of the duration's own unit.
  template <class Rep, class Period>
  void read_duration(std::string_view key, std::chrono::duration<Rep, Period>& field, std::int64_t least, std::int64_t most);
  /// Real number within [least, most]; a whole number will do.
  void read_real(std::string_view key, double& field, double least, double most);
  /// The table under `key`, or null.
  const toml::table* table(std::string_view key);
  /// The tables of the array `[[key]]`.
  std::vector<const toml::table*> tables(std::string_view key);

 private:
  const toml::node* find(std::string_view key);
  std::optional<std::int64_t> whole_number(std::string_view key, std::int64_t least, std::int64_t most);
  void wrong(const toml::node& node, std::string_view key, const std::string& expected);

  const toml::table& table_;
  std::string name_;
  Complaint& complaint_;
  std::set<std::string, std::less<>> known_;
};

template <class Number>
void TableReader::read_number(std::string_view key, Number& field, Number least, Number most) {
  constexpr auto kTomlMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const auto top = static_cast<std::int64_t>(std::min<std::uint64_t>(kTomlMost, most));
  if (const auto value = whole_number(key, static_cast<std::int64_t>(least), top)) field = static_cast<Number>(*value);
}

template <class Rep, class Period>
void TableReader::read_duration(std::string_view key, std::chrono::duration<Rep, Period>& field, std::int64_t least,
                                std::int64_t most) {
  if (const auto value = whole_number(key, least, most)) field = std::chrono::duration<Rep, Period>(static_cast<Rep>(*value));
}

}  // namespace izvor
