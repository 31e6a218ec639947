#include "tests/crawler/crawl/crawl_fixture.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace izvor::testing {

std::string CrawlFixture::skipped(const std::string& target) const {
  PageArchive archive = PageArchive::open_for_reading(settings_.archive_directory()).value();
  SQLite::Statement query(archive.catalogue(), "SELECT reason FROM skipped WHERE address = ?");
  query.bind(1, target.starts_with('/') ? site_.url(target) : target);
  return query.executeStep() ? query.getColumn(0).getString() : std::string();
}

}  // namespace izvor::testing
