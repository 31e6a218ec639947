#include "indexer/extract/date_labels.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "indexer/extract/date_text.h"

namespace izvor {
namespace {

enum class Meaning { kPublished, kModified, kOther };

struct Label {
  std::string_view words;  ///< Folded.
  Meaning meaning;
};

/// Of several that begin at one place the longest counts, so "дата на публикуване" is no "дата".
constexpr std::array kLabels = std::to_array<Label>({
    {"последна актуализация", Meaning::kModified},
    {"последно актуализ", Meaning::kModified},
    {"последно обнов", Meaning::kModified},
    {"последна промяна", Meaning::kModified},
    {"последно промен", Meaning::kModified},
    {"последна редакция", Meaning::kModified},
    {"последно редактир", Meaning::kModified},
    {"актуализиран", Meaning::kModified},
    {"обновен", Meaning::kModified},
    {"променен", Meaning::kModified},
    {"дата на актуализ", Meaning::kModified},
    {"дата на обнов", Meaning::kModified},
    {"last update", Meaning::kModified},
    {"last modified", Meaning::kModified},
    {"last edited", Meaning::kModified},
    {"last reviewed", Meaning::kModified},
    {"updated on", Meaning::kModified},
    {"updated:", Meaning::kModified},
    {"публикуван", Meaning::kPublished},
    {"публикация", Meaning::kPublished},
    {"дата на публик", Meaning::kPublished},
    {"създаден", Meaning::kPublished},
    {"дата на създаване", Meaning::kPublished},
    {"качен", Meaning::kPublished},
    {"от дата", Meaning::kPublished},
    {"publication", Meaning::kPublished},
    {"published", Meaning::kPublished},
    {"posted on", Meaning::kPublished},
    {"date of publication", Meaning::kPublished},
    {"created on", Meaning::kPublished},
    {"краен срок", Meaning::kOther},
    {"крайна дата", Meaning::kOther},
    {"начална дата", Meaning::kOther},
    {"срок за", Meaning::kOther},
    {"срок:", Meaning::kOther},
    {"в срок до", Meaning::kOther},
    {"в сила от", Meaning::kOther},
    {"влиза в сила", Meaning::kOther},
    {"валид", Meaning::kOther},
    {"изтича", Meaning::kOther},
    {"ще се проведе", Meaning::kOther},
    {"открит", Meaning::kOther},
    {"приключва", Meaning::kOther},
    {"дата на събитие", Meaning::kOther},
    {"дата на раждане", Meaning::kOther},
    {"deadline", Meaning::kOther},
    {"closing date", Meaning::kOther},
    {"opening date", Meaning::kOther},
    {"due date", Meaning::kOther},
    {"valid until", Meaning::kOther},
    {"expires", Meaning::kOther},
    {"event date", Meaning::kOther},
});

struct Found {
  std::size_t begin = 0, end = 0;
  Meaning meaning = Meaning::kOther;
};

/// The labels of a line in their order, none inside another.
std::vector<Found> labels_in(std::string_view line) {
  std::vector<Found> found;
  for (const Label& label : kLabels) {
    for (std::size_t at = line.find(label.words); at != std::string_view::npos; at = line.find(label.words, at + 1))
      found.push_back({at, at + label.words.size(), label.meaning});
  }
  std::ranges::sort(found, [](const Found& a, const Found& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
  std::vector<Found> apart;
  for (const Found& one : found)
    if (apart.empty() || one.begin >= apart.back().end) apart.push_back(one);
  return apart;
}

}  // namespace

LabelledDates read_labelled_dates(std::string_view line) {
  LabelledDates dates;
  const std::vector<Found> labels = labels_in(line);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::size_t end = i + 1 < labels.size() ? labels[i + 1].begin : line.size();
    auto date = read_date(line.substr(labels[i].end, end - labels[i].end));
    if (!date && labels.size() == 1) date = read_date(line.substr(0, labels[i].begin));
    std::optional<UtcTime>* kept = nullptr;
    if (labels[i].meaning == Meaning::kPublished) kept = &dates.published;
    if (labels[i].meaning == Meaning::kModified) kept = &dates.modified;
    if (kept == nullptr)
      dates.other = true;
    else if (!*kept)
      *kept = date;
  }
  return dates;
}

}  // namespace izvor
