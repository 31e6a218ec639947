#include <iostream>
#include <memory>
#include <sstream>
#include <string>

#include <xapian.h>

#include "searchd/commands/commands.h"
#include "searchd/search/generation_guard.h"

namespace izvor {
namespace {

constexpr int kMostLooks = 3;

/// The blocks of every table, and every term as the vocabulary reads them. The number of faults.
std::size_t faults_of(const std::string& database, std::string& report) {
  std::ostringstream words;
  const std::size_t faults = Xapian::Database::check(database, 0, &words);
  report = words.str();
  if (faults > 0) return faults;
  const Xapian::Database opened(database, Xapian::DB_BACKEND_GLASS);
  for (auto term = opened.allterms_begin(); term != opened.allterms_end(); ++term)
    if (term.get_termfreq() == 0) return 1;
  return 0;
}

Xapian::rev revision_of(const std::string& database) {
  return Xapian::Database(database, Xapian::DB_BACKEND_GLASS).get_revision();
}

/// A database that is written while it is read looks damaged, too: only one that stands still is believed to be.
int probe(const std::string& database) {
  std::string report;
  for (int look = 0; look < kMostLooks; ++look) {
    try {
      const auto before = revision_of(database);
      if (faults_of(database, report) == 0) return GenerationGuard::kExitSound;
      if (revision_of(database) != before) continue;
    } catch (const Xapian::DatabaseModifiedError&) {
      continue;
    } catch (const Xapian::DatabaseOpeningError& error) {
      std::cerr << "izvor-searchd: " << error.get_description() << '\n';
      return kExitFailed;
    } catch (const Xapian::Error& error) {
      report += error.get_description();
    }
    std::cerr << "izvor-searchd: " << database << " is damaged: " << report << '\n';
    return GenerationGuard::kExitDamaged;
  }
  return GenerationGuard::kExitSound;
}

}  // namespace

void add_probe(Program& program) {
  const auto database = std::make_shared<std::string>();
  program.add("probe", "Look whether a database of the index is damaged; serve does so before it opens one")
      .positional("DIRECTORY", *database, "A generation's folder live")
      .teaches("Exit status: 0 sound, 3 damaged, 1 it could not be looked at.")
      .runs([database](const Settings&) { return probe(*database); });
}

}  // namespace izvor
