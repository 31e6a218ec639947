#include "searchd/query/graded_words.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "searchd/query/field_reader.h"

namespace izvor {
namespace {

/// Sums of the same numbers in another order differ by less.
constexpr double kRounding = 1e-9;

}  // namespace

GradedWords::GradedWords(std::vector<GradedField> fields, const Bm25& bm25) : fields_(std::move(fields)), bm25_(bm25) {}
GradedWords::~GradedWords() = default;

void GradedWords::init(const Xapian::Database& index) {
  index_ = index;
  readers_.clear();
  for (const GradedField& field : fields_)
    if (!field.empty()) readers_.emplace_back(index_, field, bm25_);
  std::stable_sort(readers_.begin(), readers_.end(),
                   [](const FieldReader& a, const FieldReader& b) { return a.most() < b.most(); });
  most_before_.assign(1, 0);
  for (const FieldReader& reader : readers_) most_before_.push_back(most_before_.back() + reader.most());
  set_maxweight(most_before_.back());
  leaders_ = 0;
  chosen_for_ = 0;
  page_ = 0;
  at_end_ = false;
  count_pages(index);
}

/// As Xapian estimates an OR: as if the words were independent.
void GradedWords::count_pages(const Xapian::Database& index) {
  const double all = index.get_doccount();
  double without = 1, sum = 0;
  for (const GradedField& field : fields_) {
    const double pages = std::min<double>(field.pages, all);
    if (all > 0) without *= 1 - pages / all;
    sum += pages;
  }
  least_ = 0;
  most_ = static_cast<Xapian::doccount>(std::min(sum, all));
  estimate_ = std::min(static_cast<Xapian::doccount>(std::lround(all * (1 - without))), most_);
}

void GradedWords::choose_leaders(double least_weight) {
  chosen_for_ = least_weight;
  leaders_ = 0;
  while (leaders_ < readers_.size() && most_before_[leaders_ + 1] + kRounding < least_weight) ++leaders_;
}

Xapian::docid GradedWords::next_named(Xapian::docid from) {
  Xapian::docid first = FieldReader::kEnd;
  for (std::size_t i = leaders_; i < readers_.size(); ++i) {
    readers_[i].move_to(from);
    first = std::min(first, readers_[i].page());
  }
  return first;
}

/// Notes the leaders that have the page; returns what it may weigh.
double GradedWords::bound_by_leaders(Xapian::docid page) {
  parts_.clear();
  double bound = most_before_[leaders_];
  for (std::size_t i = leaders_; i < readers_.size(); ++i) {
    if (readers_[i].page() != page) continue;
    parts_.push_back({i, readers_[i].most()});
    bound += readers_[i].most();
  }
  return bound;
}

/// Whether the page weighs enough; if so, its weight is known. From cheap and loose bounds to the weight itself.
bool GradedWords::weigh(Xapian::docid page, double least_weight) {
  const double least = least_weight - kRounding;
  double bound = bound_by_leaders(page);
  if (bound < least) return false;
  const double restraint = bm25_.restraint(index_.get_doclength(page));
  const auto correct = [&](Part& part, double weight) {
    bound += weight - part.weight;
    part.weight = weight;
  };
  for (Part& part : parts_) correct(part, readers_[part.reader].bound(restraint));
  for (std::size_t i = leaders_; i-- > 0 && bound >= least;) {
    Part part{i, readers_[i].most()};
    readers_[i].move_to(page);
    const bool here = readers_[i].page() == page;
    correct(part, here ? readers_[i].bound(restraint) : 0);
    if (here) parts_.push_back(part);
  }
  for (auto part = parts_.begin(); part != parts_.end() && bound >= least; ++part)
    correct(*part, readers_[part->reader].weight(restraint));
  if (bound < least) return false;
  // Added up in one order, whichever of the readers led.
  std::ranges::sort(parts_, {}, &Part::reader);
  weight_ = 0;
  for (const Part& part : parts_) weight_ += part.weight;
  return true;
}

void GradedWords::find_from(Xapian::docid page, double least_weight) {
  if (least_weight != chosen_for_) choose_leaders(least_weight);
  for (;;) {
    page_ = next_named(page);
    at_end_ = page_ == FieldReader::kEnd;
    if (at_end_ || weigh(page_, least_weight)) return;
    page = page_ + 1;
  }
}

void GradedWords::next(double least_weight) { find_from(page_ + 1, least_weight); }

void GradedWords::skip_to(Xapian::docid page, double least_weight) {
  if (at_end_ || page <= page_) return;
  find_from(page, least_weight);
}

}  // namespace izvor
