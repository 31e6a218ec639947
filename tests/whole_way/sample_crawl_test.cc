// What programs of others say of a crawl of the sample site: strace of its connections, npm's warcio of its WARC files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/site_server.h"
#include "tests/whole_way/programs.h"

namespace izvor::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kStrace = "/usr/bin/strace";
const std::string kNode = "/usr/bin/node";

class SampleCrawl : public ::testing::Test {
 protected:
  SiteServer site_{std::filesystem::path(IZVOR_SAMPLE_SITE)};
  Programs programs_{site_.origin()};
};

// Lines of strace's record that name an address of the internet's families.
std::vector<std::string> connections_in(const std::filesystem::path& record) {
  std::vector<std::string> connections;
  std::ifstream lines(record);
  for (std::string line; std::getline(lines, line);) {
    if (line.find("connect(") != std::string::npos && line.find("sa_family=AF_INET") != std::string::npos) {
      connections.push_back(line);
    }
  }
  return connections;
}

TEST_F(SampleCrawl, ConnectsNowhereButToTheSite) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "LeakSanitizer and strace cannot both trace a process";
#endif
  if (::access(kStrace.c_str(), X_OK) != 0) GTEST_SKIP() << "strace is not installed (config/debian-packages.txt)";
  const std::filesystem::path record = programs_.data().parent_path() / "connections";
  std::vector<std::string> words{kStrace, "--follow-forks", "--trace=connect", "--output=" + record.string()};
  for (const std::string& word : programs_.crawler({"run", "--once"})) words.push_back(word);
  const ProcessResult crawl = run_program(words);
  if (crawl.messages.find("ptrace") != std::string::npos) GTEST_SKIP() << "tracing is forbidden here: " << crawl.messages;
  ASSERT_EQ(crawl.status, 0) << crawl.messages;
  const std::vector<std::string> connections = connections_in(record);
  EXPECT_FALSE(connections.empty());
  const std::string site = "sin_port=htons(" + std::to_string(site_.port()) + "), sin_addr=inet_addr(\"127.0.0.1\")";
  for (const std::string& connection : connections) EXPECT_THAT(connection, HasSubstr(site));
}

TEST_F(SampleCrawl, ItsFilesAreReadByAReaderThatWeDidNotWrite) {
  const std::filesystem::path reader = IZVOR_WARCIO_FOLDER;
  if (::access(kNode.c_str(), X_OK) != 0 || !std::filesystem::exists(reader / "node_modules" / "warcio")) {
    GTEST_SKIP() << "needs Node and npm's warcio: (cd " << reader.string() << " && npm ci)";
  }
  ASSERT_EQ(run_program(programs_.crawler({"run", "--once"})).status, 0);
  std::vector<std::string> words{kNode, reader / "read_with_warcio.mjs"};
  for (const auto& entry : std::filesystem::directory_iterator(programs_.data() / "archive")) {
    if (entry.path().string().ends_with(".warc.gz")) words.push_back(entry.path());
  }
  ASSERT_EQ(words.size(), 3U);
  const ProcessResult read = run_program(words);
  EXPECT_EQ(read.status, 0) << read.messages;
  EXPECT_EQ(read.messages, "") << "no complaint";
  EXPECT_THAT(read.output, HasSubstr(" digests checked"));
  EXPECT_THAT(read.output, Not(HasSubstr(" 0 digests checked")));
}

}  // namespace
}  // namespace izvor::testing
