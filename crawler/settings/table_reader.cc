#include "crawler/settings/table_reader.h"

#include <fmt/format.h>

#include <utility>

namespace izvor {

void Complaint::about(const toml::source_region& where, const std::string& what) {
  if (!text_) text_ = fmt::format("{}:{}:{}: {}", origin_, where.begin.line, where.begin.column, what);
}

TableReader::TableReader(const toml::table& table, std::string name, Complaint& complaint)
    : table_(table), name_(std::move(name)), complaint_(complaint) {}

TableReader::~TableReader() {
  for (const auto& [key, node] : table_) {
    if (known_.find(key.str()) == known_.end()) {
      complaint_.about(key.source(), fmt::format("unknown key '{}' in {}", key.str(), name_));
    }
  }
}

const toml::node* TableReader::find(std::string_view key) {
  known_.emplace(key);
  return table_.get(key);
}

void TableReader::wrong(const toml::node& node, std::string_view key, const std::string& expected) {
  complaint_.about(node.source(), fmt::format("'{}' in {} must be {}", key, name_, expected));
}

void TableReader::read(std::string_view key, std::string& field) {
  const toml::node* node = find(key);
  if (node == nullptr) return;
  if (const auto* text = node->as_string()) {
    field = text->get();
  } else {
    wrong(*node, key, "a text in quotes");
  }
}

void TableReader::read(std::string_view key, std::filesystem::path& field) {
  std::string text = field.string();
  read(key, text);
  field = text;
}

void TableReader::read(std::string_view key, std::vector<std::string>& field) {
  const toml::node* node = find(key);
  if (node == nullptr) return;
  const toml::array* list = node->as_array();
  if (list == nullptr) return wrong(*node, key, "a list of texts: [\"a\", \"b\"]");
  field.clear();
  for (const toml::node& element : *list) {
    const auto* text = element.as_string();
    if (text == nullptr) return wrong(element, key, "a list of texts: [\"a\", \"b\"]");
    field.push_back(text->get());
  }
}

std::optional<std::int64_t> TableReader::whole_number(std::string_view key, std::int64_t least, std::int64_t most) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* number = node->as_integer();
  if (number == nullptr || number->get() < least || number->get() > most) {
    wrong(*node, key, fmt::format("a whole number from {} to {}", least, most));
    return std::nullopt;
  }
  return number->get();
}

void TableReader::read_real(std::string_view key, double& field, double least, double most) {
  const toml::node* node = find(key);
  if (node == nullptr) return;
  const std::optional<double> number = node->value<double>();
  if (!node->is_number() || !number || !(*number >= least && *number <= most)) {
    return wrong(*node, key, fmt::format("a number from {} to {}", least, most));
  }
  field = *number;
}

const toml::table* TableReader::table(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return nullptr;
  if (!node->is_table()) wrong(*node, key, fmt::format("a table: [{}]", key));
  return node->as_table();
}

std::vector<const toml::table*> TableReader::tables(std::string_view key) {
  std::vector<const toml::table*> found;
  const toml::node* node = find(key);
  if (node == nullptr) return found;
  const toml::array* list = node->as_array();
  if (list == nullptr) {
    wrong(*node, key, fmt::format("a list of tables: [[{}]]", key));
    return found;
  }
  for (const toml::node& element : *list) {
    if (!element.is_table()) {
      wrong(element, key, fmt::format("a list of tables: [[{}]]", key));
      return found;
    }
    found.push_back(element.as_table());
  }
  return found;
}

}  // namespace izvor
