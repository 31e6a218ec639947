#include "searchd/web/wording.h"

#include <array>
#include <chrono>

namespace izvor {
namespace {

using Name = std::pair<std::string_view, std::string_view>;

constexpr std::array<Name, 6> kTypes = {{
    {"policies", "Политики"},
    {"news", "Новини"},
    {"events", "Събития"},
    {"library", "Библиотека"},
    {"faqs", "Въпроси и отговори"},
    {"pages", "Други страници"},
}};

constexpr std::array<Name, 8> kOneOfType = {{
    {"policies", "Политика"},
    {"news", "Новина"},
    {"events", "Събитие"},
    {"library", "Библиотека"},
    {"faqs", "Въпроси и отговори"},
    {"factpages", "Факти"},
    {"listings", "Списък"},
    {"pages", "Страница"},
}};

constexpr std::array<std::string_view, 12> kMonths = {"януари", "февруари", "март",      "април",    "май",     "юни",
                                                      "юли",    "август",   "септември", "октомври", "ноември", "декември"};

}  // namespace

std::span<const Name> page_types() { return kTypes; }

std::string_view name_of_type(std::string_view type) {
  for (const auto& [code, name] : kOneOfType)
    if (code == type) return name;
  return type;
}

std::string bulgarian_date(UtcTime time) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(time));
  return std::to_string(static_cast<unsigned>(date.day())) + "\u00A0" +
         std::string(kMonths[static_cast<unsigned>(date.month()) - 1]) + "\u00A0" +
         std::to_string(static_cast<int>(date.year())) + "\u00A0г.";
}

std::string grouped(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += "\u00A0";
    out += digits[i];
  }
  return out;
}

std::string found_pages(std::uint64_t total, bool exact) {
  if (total == 0) return "Няма намерени страници";
  if (total == 1 && exact) return "Намерена е 1 страница";
  return "Намерени са " + std::string(exact ? "" : "около ") + grouped(total) + (total == 1 ? " страница" : " страници");
}

std::string sentence_of(const Understood& understood) {
  if (understood.kind == "words dropped") return "Въпросът е твърде дълъг. Тези думи не са търсени: „" + understood.from + "“.";
  if (understood.kind == "quotes") return "Кавичките не са затворени, затова думите са търсени поотделно.";
  if (understood.kind == "only exclusions")
    return "Само с изключени думи не може да се търси: добавете поне една дума без „-“.";
  if (understood.kind == "dates") return "Търсено е само сред публикуваното „" + understood.from + "“.";
  if (understood.from.empty() || understood.to.empty()) return {};
  if (understood.widened) return "„" + understood.from + "“ е търсено и като „" + understood.to + "“.";
  if (understood.kind == "latin letters" || understood.kind == "keyboard layout" || understood.kind == "spelling" ||
      understood.kind == "space added")
    return "Показани са резултати за „" + understood.to + "“ вместо „" + understood.from + "“.";
  return "„" + understood.from + "“ е търсено като „" + understood.to + "“.";
}

}  // namespace izvor
