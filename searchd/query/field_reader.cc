#include "searchd/query/field_reader.h"

#include <algorithm>

namespace izvor {
namespace {

constexpr auto kLater = [](const auto* a, const auto* b) { return a->page > b->page; };

}  // namespace

FieldReader::FieldReader(const Xapian::Database& index, const GradedField& field, const Bm25& bm25)
    : index_(&index), field_(&field), bm25_(&bm25) {
  lists_.reserve(field.terms.size());
  for (const GradedTerm& term : field.terms) lists_.push_back({.term = &term});
  for (std::size_t grade = kGrades; grade-- > 0;) {
    Level level{.grade = grade, .most = field.weights[grade] * bm25.most(), .lists = {}};
    for (List& list : lists_)
      if (list.term->in[grade]) level.lists.push_back(&list);
    if (level.lists.empty()) continue;
    most_ += level.most;
    closer_terms_ = std::max(closer_terms_, static_cast<double>(level.lists.size()));
    levels_.push_back(std::move(level));
  }
  set_level(0);
}

void FieldReader::set_level(std::size_t level) {
  level_ = level;
  naming_ = names_pages() ? levels_[level].lists : std::vector<List*>();
  page_ = 0;
}

void FieldReader::narrow() {
  most_elsewhere_ += levels_[level_].most;
  set_level(level_ + 1);
}

void FieldReader::widen() {
  most_elsewhere_ = 0;
  set_level(0);
}

void FieldReader::move(List& list, Xapian::docid page) const {
  if (list.page >= page) return;
  if (!list.opened) {
    list.postings = index_->postlist_begin(list.term->term);
    list.opened = true;
  } else if (list.page + 1 == page) {
    ++list.postings;
  }
  const Xapian::PostingIterator end;
  if (list.postings != end && *list.postings < page) list.postings.skip_to(page);
  list.page = list.postings == end ? kEnd : *list.postings;
}

void FieldReader::advance(Xapian::docid page) {
  if (naming_.empty()) {
    page_ = kEnd;
    return;
  }
  if (naming_.size() == 1) {
    move(*naming_.front(), page);
  } else if (page_ == 0) {
    for (List* list : naming_) move(*list, page);
    std::make_heap(naming_.begin(), naming_.end(), kLater);
  } else {
    while (naming_.front()->page < page) {
      std::pop_heap(naming_.begin(), naming_.end(), kLater);
      move(*naming_.back(), page);
      std::push_heap(naming_.begin(), naming_.end(), kLater);
    }
  }
  page_ = naming_.front()->page;
}

double FieldReader::times_at(Xapian::docid page, const std::vector<List*>& lists) const {
  double times = 0;
  for (const List* list : lists)
    if (list->page == page) times += list->postings.get_wdf();
  return times;
}

/// What the levels [first, end) add at most where the first of them has `times`.
double FieldReader::bound_from(std::size_t first, std::size_t end, double times, double restraint) const {
  double closer = 0;
  for (std::size_t i = first + 1; i < end; ++i) closer += field_->weights[levels_[i].grade];
  return field_->weights[levels_[first].grade] * bm25_->part(times, restraint) +
         closer * bm25_->part(times * closer_terms_, restraint);
}

double FieldReader::bound(double restraint) const {
  return most_elsewhere_ + bound_from(level_, levels_.size(), times_at(page_, naming_), restraint);
}

double FieldReader::bound_elsewhere(Xapian::docid page, double restraint) {
  if (level_ == 0) return 0;
  for (List* list : levels_.front().lists) move(*list, page);
  const double times = times_at(page, levels_.front().lists);
  return times > 0 ? bound_from(0, level_, times, restraint) : 0;
}

double FieldReader::weight(Xapian::docid page, double restraint) {
  double weight = 0;
  for (const Level& level : levels_) {
    for (List* list : level.lists) move(*list, page);
    const double times = times_at(page, level.lists);
    // Whoever does not have the wider grade does not have the closer one.
    if (times == 0) break;
    weight += field_->weights[level.grade] * bm25_->part(times, restraint);
  }
  return weight;
}

}  // namespace izvor
