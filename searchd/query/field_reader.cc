#include "searchd/query/field_reader.h"

#include <algorithm>

namespace izvor {
namespace {

constexpr auto kLater = [](const auto& a, const auto& b) { return a.page > b.page; };

}  // namespace

FieldReader::FieldReader(const Xapian::Database& index, const GradedField& field, const Bm25& bm25)
    : index_(&index), field_(&field), bm25_(&bm25) {
  Counts terms{};
  const auto take = [&](const std::vector<GradedTerm>& from, std::vector<List>& lists) {
    lists.reserve(from.size());
    for (const GradedTerm& term : from) {
      lists.push_back({.term = &term});
      for (std::size_t grade = 0; grade < kGrades; ++grade) terms[grade] += term.in[grade] ? 1 : 0;
    }
  };
  take(field.leading, leading_);
  take(field.following, following_);
  for (const double weight : field.weights) weights_ += weight;
  for (std::size_t grade = 0; grade < field.widest; ++grade) closer_terms_ = std::max(closer_terms_, terms[grade]);
  most_ = weights_ * bm25.most();
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
  if (leading_.size() == 1) {
    move(leading_.front(), page);
  } else if (page_ == 0) {
    for (List& list : leading_) move(list, page);
    std::make_heap(leading_.begin(), leading_.end(), kLater);
  } else {
    while (leading_.front().page < page) {
      std::pop_heap(leading_.begin(), leading_.end(), kLater);
      move(leading_.back(), page);
      std::push_heap(leading_.begin(), leading_.end(), kLater);
    }
  }
  page_ = leading_.front().page;
}

double FieldReader::leading_times() const {
  double times = 0;
  for (const List& list : leading_)
    if (list.page == page_) times += list.postings.get_wdf();
  return times;
}

double FieldReader::bound(double restraint) const {
  const double times = leading_times();
  const double widest = field_->weights[field_->widest];
  return widest * bm25_->part(times, restraint) + (weights_ - widest) * bm25_->part(times * closer_terms_, restraint);
}

void FieldReader::count(const List& list, Counts& times) {
  const double here = list.postings.get_wdf();
  for (std::size_t grade = 0; grade < kGrades; ++grade) times[grade] += list.term->in[grade] ? here : 0;
}

double FieldReader::weight(double restraint) {
  Counts times{};
  for (const List& list : leading_)
    if (list.page == page_) count(list, times);
  for (List& list : following_) {
    move(list, page_);
    if (list.page == page_) count(list, times);
  }
  double weight = 0;
  for (std::size_t grade = 0; grade < kGrades; ++grade)
    if (times[grade] > 0) weight += field_->weights[grade] * bm25_->part(times[grade], restraint);
  return weight;
}

}  // namespace izvor
