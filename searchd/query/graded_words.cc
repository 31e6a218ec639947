#include "searchd/query/graded_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "searchd/query/field_reader.h"

namespace izvor {
namespace {

/// Sums of the same numbers in another order differ by less.
constexpr double kRounding = 1e-9;

void describe(const GradedField& field, std::string& description) {
  static constexpr std::array<std::string_view, 4> kNames = {"text", "title", "headings", "links"};
  for (const GradedTerm& term : field.terms) {
    if (!term.in[field.widest]) continue;
    if (const auto parts = schema::parts_of(term.term)) {
      description.append(" ").append(parts->word).append(":").append(kNames.at(static_cast<std::size_t>(parts->field)));
    } else if (const auto acronym = schema::capitals_of(term.term)) {
      description.append(" capitals:")
          .append(acronym->word)
          .append(":")
          .append(kNames.at(static_cast<std::size_t>(acronym->field)));
    }
  }
}

}  // namespace

GradedWords::GradedWords(std::vector<GradedField> fields, const Bm25& bm25, std::shared_ptr<PageLengths> lengths)
    : fields_(std::move(fields)), bm25_(bm25), lengths_(std::move(lengths)) {}
GradedWords::~GradedWords() = default;

void GradedWords::init(const Xapian::Database& index) {
  index_ = index;
  readers_.clear();
  readers_.reserve(fields_.size());
  double most = 0;
  for (const GradedField& field : fields_) {
    if (field.empty()) continue;
    most += readers_.emplace_back(index_, field, bm25_).most();
  }
  set_maxweight(most);
  parts_.assign(readers_.size(), 0);
  plan_steps();
  steps_taken_ = 0;
  chosen_for_ = 0;
  note_readers();
  page_ = 0;
  at_end_ = false;
  count_pages(index);
}

/// As Xapian estimates an OR: as if the words were independent.
void GradedWords::count_pages(const Xapian::Database& index) {
  const double all = index.get_doccount();
  double without = 1, sum = 0;
  for (const GradedField& field : fields_) {
    const double pages = std::min<double>(field.pages[field.widest], all);
    if (all > 0) without *= 1 - pages / all;
    sum += pages;
  }
  least_ = 0;
  most_ = static_cast<Xapian::doccount>(std::min(sum, all));
  estimate_ = std::min(static_cast<Xapian::doccount>(std::lround(all * (1 - without))), most_);
}

/// Next always the step that saves most postings for what it adds to the bound; several levels at once where the first alone
/// would save little.
void GradedWords::plan_steps() {
  steps_.clear();
  std::vector<std::size_t> given_up(readers_.size(), 0);
  double elsewhere = 0;
  for (;;) {
    Step best;
    double best_saving = -1, best_bound = 0;
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      const FieldReader& reader = readers_[i];
      double bound = 0;
      for (std::size_t level = given_up[i]; level < reader.levels(); ++level) {
        bound += reader.most_of(level);
        const double now = reader.pages_of(given_up[i]);
        const double then = level + 1 < reader.levels() ? reader.pages_of(level + 1) : 0;
        const double saving = (now - then) / std::max(bound, kRounding);
        if (saving <= best_saving) continue;
        best = {.reader = i, .levels = level + 1 - given_up[i]};
        best_saving = saving;
        best_bound = bound;
      }
    }
    if (best.levels == 0) return;
    given_up[best.reader] += best.levels;
    best.elsewhere = elsewhere += best_bound;
    steps_.push_back(best);
  }
}

/// As many steps as leave pages that nobody names below the least weight.
void GradedWords::choose_names(double least_weight) {
  if (least_weight < chosen_for_) {
    for (FieldReader& reader : readers_) reader.widen();
    steps_taken_ = 0;
  }
  chosen_for_ = least_weight;
  const std::size_t before = steps_taken_;
  while (steps_taken_ < steps_.size() && steps_[steps_taken_].elsewhere + kRounding < least_weight) {
    const Step& step = steps_[steps_taken_++];
    for (std::size_t i = 0; i < step.levels; ++i) readers_[step.reader].narrow();
  }
  if (steps_taken_ != before || steps_taken_ == 0) note_readers();
}

void GradedWords::note_readers() {
  elsewhere_ = steps_taken_ == 0 ? 0 : steps_[steps_taken_ - 1].elsewhere;
  naming_.clear();
  elsewhere_most_.clear();
  for (std::size_t i = 0; i < readers_.size(); ++i) {
    const FieldReader& reader = readers_[i];
    if (reader.names_pages()) naming_.push_back({reader.page(), i, reader.most() - reader.most_elsewhere()});
    if (reader.most_elsewhere() > 0) elsewhere_most_.push_back(i);
  }
  std::ranges::stable_sort(elsewhere_most_, std::ranges::greater{},
                           [this](std::size_t i) { return readers_[i].most_elsewhere(); });
}

Xapian::docid GradedWords::next_named(Xapian::docid from) {
  Xapian::docid first = FieldReader::kEnd;
  for (Naming& naming : naming_) {
    if (naming.page < from) naming.page = readers_[naming.reader].move_to(from);
    first = std::min(first, naming.page);
  }
  return first;
}

/// What the page may weigh, by who names it.
double GradedWords::bound_by_names(Xapian::docid page) const {
  double bound = elsewhere_;
  for (const Naming& naming : naming_)
    if (naming.page == page) bound += naming.gain;
  return bound;
}

/// Whether the page weighs enough; if so, its weight is known. From cheap and loose bounds to the weight itself.
bool GradedWords::weigh(Xapian::docid page, double least_weight) {
  const double least = least_weight - kRounding;
  double bound = bound_by_names(page);
  if (bound < least) return false;
  const double restraint = bm25_.restraint(lengths_ ? lengths_->of(page) : index_.get_doclength(page));
  std::ranges::fill(parts_, 0);
  const auto correct = [&](std::size_t reader, double before, double now) {
    bound += now - before;
    parts_[reader] = now;
  };
  for (const auto& [named, i, gain] : naming_)
    if (named == page) correct(i, readers_[i].most(), readers_[i].bound(restraint));
  for (const std::size_t i : elsewhere_most_) {
    if (bound < least) return false;
    if (readers_[i].page() != page) correct(i, readers_[i].most_elsewhere(), readers_[i].bound_elsewhere(page, restraint));
  }
  for (std::size_t i = 0; i < readers_.size(); ++i) {
    if (bound < least) return false;
    if (parts_[i] > 0) correct(i, parts_[i], readers_[i].weight(page, restraint));
  }
  if (bound < least) return false;
  // Added up in one order, whichever of the readers named the page.
  weight_ = 0;
  for (const double part : parts_) weight_ += part;
  return true;
}

void GradedWords::find_from(Xapian::docid page, double least_weight) {
  if (least_weight != chosen_for_) choose_names(least_weight);
  for (;;) {
    page_ = next_named(page);
    at_end_ = page_ == FieldReader::kEnd;
    if (at_end_ || weigh(page_, least_weight)) return;
    page = page_ + 1;
  }
}

std::string GradedWords::get_description() const {
  std::string description = "words";
  for (const GradedField& field : fields_) describe(field, description);
  return description;
}

void GradedWords::next(double least_weight) { find_from(page_ + 1, least_weight); }

void GradedWords::skip_to(Xapian::docid page, double least_weight) {
  if (at_end_ || page <= page_) return;
  find_from(page, least_weight);
}

}  // namespace izvor
